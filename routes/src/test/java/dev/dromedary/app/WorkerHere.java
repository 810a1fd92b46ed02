package dev.dromedary.app;

import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** A worker's routes and steps in this JVM, for as many runs as one likes: a process for each would take minutes. */
final class WorkerHere implements AutoCloseable {
    private static final Secrets SECRETS =
            (secret, key) -> Optional.of(PrivateServer.PASSWORD.getBytes(StandardCharsets.UTF_8));

    private final Main main = new Main();
    private final ProducerTemplate template;

    /** @param folder for what runs need while they last */
    WorkerHere(Path folder, int partSize) throws Exception {
        Home home = new Home(Product.HOME);
        main.setPropertyPlaceholderLocations(home.settings());
        main.addOverrideProperty("dromedary.work.directory", folder.toString());
        main.addOverrideProperty("dromedary.part.size", Integer.toString(partSize));
        main.configure().withRoutesIncludePattern(Routes.pattern(Routes.WORKER, home, ""));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                Beans.worker(
                        starting.getCamelContext(),
                        new Settings(starting.getCamelContext()),
                        namespace -> SECRETS,
                        (name, progress) -> {},
                        Clock.systemUTC());
            }
        });
        main.start();
        template = main.getCamelContext().createProducerTemplate();
    }

    RunResult perform(RunSpecification run) {
        return template.requestBody("direct:perform-run", run, RunResult.class);
    }

    @Override
    public void close() throws Exception {
        template.close();
        main.stop();
    }
}
