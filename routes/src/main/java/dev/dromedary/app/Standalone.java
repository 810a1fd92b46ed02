package dev.dromedary.app;

import dev.dromedary.local.LocalRuns;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operator and worker in one process, on a plain host; the resources are files of a folder. */
final class Standalone {
    private static final Logger LOG = LoggerFactory.getLogger("dromedary");

    private final Path resources;
    private final boolean once;
    private final Ticker ticker = new Ticker();

    Standalone(Path resources, boolean once) {
        this.resources = resources;
        this.once = once;
    }

    /** Runs until it is told to stop, or with {@code --once} until all is done; answers the exit code. */
    int run() throws Exception {
        if (!Files.isDirectory(resources)) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "there is no folder " + resources,
                    "make it and put the resources into it, as YAML files");
        }
        Clock clock = Clock.system(ZoneId.systemDefault());
        try (OpenFolder folder = OpenFolder.open(resources, clock)) {
            Home home = Home.found();
            Main main = new Main();
            LocalRuns runs = new LocalRuns(new Worker(main)::perform, ticker::wake);
            // Told to stop, runs are ended and their statuses written first; Camel's own hook would not wait for that.
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.setPropertyPlaceholderLocations(home.settings());
            main.configure().withRoutesIncludePattern(Routes.pattern(Routes.STANDALONE, home, Home.extraRoutes()));
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void beforeConfigure(BaseMainSupport starting) {
                    Beans.bind(starting.getCamelContext(), folder, runs, ticker::wake, clock);
                }
            });
            ExtraRoutes.start(main, home);
            return loop(main, folder, runs);
        }
    }

    private int loop(Main main, OpenFolder folder, LocalRuns runs) throws Exception {
        CamelContext context = main.getCamelContext();
        Settings settings = new Settings(context);
        Thread stopper = Thread.ofPlatform().name("stop").unstarted(ticker::stop);
        Runtime.getRuntime().addShutdownHook(stopper);
        LOG.info(
                "ready in {} ms, watching {}",
                ManagementFactory.getRuntimeMXBean().getUptime(),
                resources);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Outlook outlook = new Outlook(folder);
            do {
                template.sendBody("direct:watch-resources", null);
            } while (!(once && outlook.allDone()) && ticker.next(settings.time("dromedary.watch.interval")));
            if (!runs.shutdown(settings.time("dromedary.stop.timeout"))) {
                LOG.warn("a run does not end; it is settled at the next start");
            }
            // What the runs have come to belongs into the statuses before the process is gone.
            template.sendBody("direct:watch-resources", null);
            main.stop();
            return once && outlook.anyFailed() ? 1 : 0;
        } finally {
            ticker.ended();
        }
    }

    /** Hands a run to its route, in the thread of the run. */
    private record Worker(Main main) {
        RunResult perform(RunSpecification run) {
            try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
                return template.requestBody("direct:perform-run", run, RunResult.class);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
