package dev.dromedary.step;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the manifest, last of all: until then the backup does not exist, after that it does. */
public final class SealManifest implements Processor {
    private final Clock clock;

    public SealManifest(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Manifest manifest = manifest(exchange);
        BackupKeys keys = new BackupKeys(
                RunProperty.DESTINATION.get(exchange, Destination.class).key());
        byte[] file = ManifestFile.encode(manifest);
        String checksums = RunProperty.STREAM.get(exchange, TakenStream.class).checksums();
        Copies copies = Copies.of(exchange);
        // Before the backup's own: it has to be known which of them are complete when the backup begins to exist.
        copies.each(copy -> {
            seal(copy.storage(), keys, checksums, file);
            copy.completed();
        });
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        // Broken off, it may be done all the same, and then its parts are removed: a stop comes before it, or too late.
        Threads.undisturbed(() -> seal(storage, keys, checksums, file));
        exchange.getMessage()
                .setBody(RunResult.succeeded(RunResult.BackupFacts.of(manifest, manifest.size() + copies.sent())
                        .with(copies.facts())));
    }

    private static void seal(Storage storage, BackupKeys keys, String checksums, byte[] manifest) {
        if (!checksums.isEmpty()) {
            storage.put(keys.checksums(), checksums.getBytes(StandardCharsets.UTF_8), false);
        }
        storage.put(keys.manifest(), manifest, true);
    }

    private Manifest manifest(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Source source = RunProperty.SOURCE.get(exchange, Source.class);
        TakenStream stream = RunProperty.STREAM.get(exchange, TakenStream.class);
        Checkpoints checkpoints = stream.checkpoints();
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                run.destination(),
                run.owner(),
                run.type(),
                RunProperty.STARTED.get(exchange, Instant.class),
                clock.instant(),
                new Manifest.Tool(
                        source.engine().name(),
                        source.engine().version(),
                        source.engine().series()),
                new Manifest.Server(
                        source.server().uuid(),
                        source.server().version(),
                        source.server().host(),
                        source.server().dataDirectory()),
                source.lineage(),
                checkpoints.from(),
                checkpoints.to(),
                checkpoints.last(),
                checkpoints.all(),
                stream.binlogPosition(),
                run.storage().layout() == null ? Manifest.STREAM : run.storage().layout(),
                stream.parts(),
                stream.bytes(),
                stream.checksums().isEmpty()
                        ? null
                        : Hash.sha256(stream.checksums().getBytes(StandardCharsets.UTF_8)),
                null,
                0,
                Map.of());
        return run.type() == BackupType.FULL
                ? manifest
                : manifest.childOf(RunProperty.CHAIN.get(exchange, Chain.class).tip());
    }
}
