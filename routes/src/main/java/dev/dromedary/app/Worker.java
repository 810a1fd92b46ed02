package dev.dromedary.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.MountedSecrets;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * One run, then the end. What it is told is in the environment, its secrets are mounted files; what it has to say are lines
 * on standard output and, at the end, the termination message of its container.
 */
final class Worker {
    static final String RUN = "DROMEDARY_RUN";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Path termination;

    Worker(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Does the run; answers the exit code. */
    int run() throws Exception {
        String told = environment.get(RUN);
        if (told == null) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    RUN + " is not set",
                    "the operator starts workers, and tells them what to do");
        }
        RunSpecification run = Wire.readRun(told);
        Thread interrupted = Thread.currentThread();
        Main main = new Main();
        // Camel's own hook would take the routes away from a run that is to clean up after itself.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        Home home = Home.found();
        main.setPropertyPlaceholderLocations(home.settings());
        main.configure().withRoutesIncludePattern(Routes.pattern(Routes.WORKER, home, Home.extraRoutes()));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                bind(starting);
            }
        });
        try {
            ExtraRoutes.start(main, home);
            Settings settings = new Settings(main.getCamelContext());
            long patience = settings.time("dromedary.stop.timeout").toMillis();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(interrupted, patience), "stop"));
            return tell(new Answer(run.kind(), perform(main, run)));
        } catch (BackupException wrongRoutes) {
            return tell(new Answer(run.kind(), RunResult.failed(RunResult.Outcome.NOT_STARTED, wrongRoutes)));
        } finally {
            ended.countDown();
        }
    }

    private void bind(BaseMainSupport starting) {
        Settings settings = new Settings(starting.getCamelContext());
        termination = settings.folder("dromedary.termination.file");
        MountedSecrets secrets = new MountedSecrets(settings.folder("dromedary.secrets.directory"));
        Beans.worker(
                starting.getCamelContext(),
                settings,
                namespace -> secrets,
                (name, progress) -> out.println(Wire.line(progress)),
                Clock.system(ZoneId.systemDefault()));
    }

    private static RunResult perform(Main main, RunSpecification run) {
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            return template.requestBody("direct:perform-run", run, RunResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run is interrupted, cleans up and answers; the JVM waits for that. */
    private void stop(Thread run, long patience) {
        if (ended.getCount() > 0) {
            run.interrupt();
        }
        try {
            var unused = ended.await(patience, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int tell(Answer answer) throws IOException {
        if (answer.kind() == RunKind.IMPORT) {
            Wire.lines(answer.result().found()).forEach(out::println);
        }
        out.println(Wire.line(answer.result()));
        out.flush();
        if (Files.exists(termination)) {
            try (OutputStream message = new FileOutputStream(termination.toFile())) {
                // Not by a channel: one that belongs to an interrupted thread is closed before a byte is written.
                message.write(answer.message().getBytes(UTF_8));
            }
        }
        return answer.exitCode();
    }
}
