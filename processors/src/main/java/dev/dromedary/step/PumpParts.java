package dev.dromedary.step;

import dev.dromedary.chain.Part;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.engine.Verdict;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Slice;
import dev.dromedary.part.Spool;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/**
 * Carries the tool's stream through the spool to {@code direct:send-part}, several parts at a time, and returns when all
 * of them are stored and the tool is judged. Camel's Splitter reads on after a failure and returns with parts still on
 * their way; here nothing lands after this step has failed.
 */
public final class PumpParts implements Processor {
    private final ProducerTemplate template;
    private final PumpSettings settings;
    private final WorkDirectories directories;
    private final ProgressMeter.Sink progress;

    public PumpParts(
            ProducerTemplate template,
            PumpSettings settings,
            WorkDirectories directories,
            ProgressMeter.Sink progress) {
        this.template = template;
        this.settings = settings;
        this.directories = directories;
        this.progress = progress;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        RunSpecification run = RunProperty.run(exchange);
        Source source = RunProperty.SOURCE.get(exchange, Source.class);
        Path directory = directories.of(run.name());
        try (RunningTool tool = exchange.getMessage().getMandatoryBody(RunningTool.class);
                ProgressMeter meter = ProgressMeter.start(
                        run, WriteBackupCommand.dataDirectory(exchange), settings.reportEvery(), progress);
                Spool spool = new Spool(
                        settings.spool(
                                WorkDirectories.spool(directory), run.storage().layout()),
                        tool.log()::hurries)) {
            Copies.of(exchange).crowdedWhen(spool::crowded);
            StreamTap tap = meter.tap(source.engine().dialect());
            SentParts parts = new SentParts(run.storage().layout());
            pump(exchange, tool, spool, parts, (buffer, offset, length) -> {
                tap.accept(buffer, offset, length);
                meter.add(length);
            });
            RunProperty.STREAM.set(exchange, judge(source.engine(), tool, tap, parts, exchange, directory));
        } catch (InterruptedException e) {
            throw Failures.cancelled(e);
        } finally {
            directories.remove(run.name());
        }
    }

    private void pump(Exchange exchange, RunningTool tool, Spool spool, SentParts parts, Spool.Tap tap)
            throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofPlatform()
                .name("spool")
                .start(() -> parts.fill(spool, tool.getStdout(), settings.partSize(), tap)));
        for (int i = 0; i < settings.senders(); i++) {
            threads.add(Thread.ofPlatform().name("send-" + i).start(() -> send(exchange, spool, parts)));
        }
        try {
            // The first failure stops all; the tool has to go with it, or the spool would wait for its next byte.
            spool.awaitEnd();
        } catch (InterruptedException | RuntimeException e) {
            spool.fail(e);
            tool.close();
            throw e;
        } finally {
            for (Thread thread : threads) {
                Threads.awaitEnd(thread);
            }
        }
    }

    private void send(Exchange exchange, Spool spool, SentParts parts) {
        try {
            for (Slice slice; (slice = spool.take()) != null; ) {
                try (Slice held = slice) {
                    parts.add(held, send(exchange, held));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            spool.fail(e);
        } catch (IOException | RuntimeException e) {
            spool.fail(e);
        }
    }

    private Part send(Exchange parent, Slice slice) {
        Exchange answer = template.send("direct:send-part", part -> {
            RunProperty.copy(parent, part);
            part.getMessage().setBody(slice);
        });
        if (answer.getException() != null) {
            throw Failures.told(answer.getException());
        }
        return answer.getMessage().getBody(Part.class);
    }

    private static TakenStream judge(
            EngineProfile engine, RunningTool tool, StreamTap tap, SentParts parts, Exchange exchange, Path directory)
            throws InterruptedException, IOException {
        Checkpoints checkpoints = verdict(engine, tool, tap, exchange, directory);
        requireGone(tap.removed(), WriteBackupCommand.dataDirectory(exchange));
        byte[] binlog = tap.collected().getOrDefault(engine.binlogInfoFile(), new byte[0]);
        String folder = new BackupKeys(
                        RunProperty.DESTINATION.get(exchange, Destination.class).key())
                .parts();
        return new TakenStream(
                parts.parts(),
                parts.parts().stream().mapToLong(Part::length).sum(),
                checkpoints,
                new String(binlog, StandardCharsets.UTF_8).strip(),
                parts.checksums(folder));
    }

    private static Checkpoints verdict(
            EngineProfile engine, RunningTool tool, StreamTap tap, Exchange exchange, Path directory)
            throws InterruptedException, IOException {
        int exit = tool.exit();
        Path copy = WorkDirectories.checkpoints(directory).resolve(engine.checkpointsFile());
        Optional<String> beside = Files.exists(copy) ? Optional.of(Files.readString(copy)) : Optional.empty();
        return Verdict.check(
                engine, exit, tool.log(), tap, WriteBackupCommand.from(exchange, RunProperty.run(exchange)), beside);
    }

    /**
     * A table that is replaced while mariadb-backup copies it may end as removed in the stream, with exit 0 and no word
     * about it (measured with MyISAM): what the stream removes must be gone from the server, too.
     */
    private static void requireGone(Set<String> removed, Path dataDirectory) {
        for (String path : removed) {
            if (Files.exists(dataDirectory.resolve(path))) {
                throw new BackupException(
                        Reason.TableLost,
                        "the file " + path + " is on the server, but the tool removed it from the backup",
                        "a table was replaced meanwhile; take the backup again");
            }
        }
    }
}
