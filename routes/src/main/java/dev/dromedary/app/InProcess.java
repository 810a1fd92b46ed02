package dev.dromedary.app;

import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.step.Storages;
import dev.dromedary.storage.Secrets;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageDescription;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.Function;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The routes of a worker in the process of a command. They are started when they are needed first. */
public final class InProcess implements AutoCloseable {
    private static final String NAME = "look";

    private final Function<String, Secrets> secrets;
    private Main main;

    /** @param secrets answers the secrets of a namespace */
    public InProcess(Function<String, Secrets> secrets) {
        this.secrets = secrets;
    }

    /** Does a run. */
    public RunResult perform(RunSpecification run) throws Exception {
        try (ProducerTemplate template = started().getCamelContext().createProducerTemplate()) {
            return template.requestBody("direct:perform-run", run, RunResult.class);
        }
    }

    /** Looks into a storage, without a run. */
    public <T> T read(String namespace, StorageDescription storage, Function<Storage, T> look) throws Exception {
        try (Storages storages = new Storages(started().getCamelContext())) {
            T seen = look.apply(storages.open(NAME, storage, secrets.apply(namespace)));
            storages.close(NAME);
            return seen;
        }
    }

    private Main started() throws Exception {
        if (main == null) {
            Main starting = new Main();
            Home home = Home.found();
            starting.setPropertyPlaceholderLocations(home.settings());
            starting.configure().withRoutesIncludePattern(Routes.pattern(Routes.WORKER, home, Home.extraRoutes()));
            starting.addMainListener(new MainListenerSupport() {
                @Override
                public void beforeConfigure(BaseMainSupport context) {
                    Beans.worker(
                            context.getCamelContext(),
                            new Settings(context.getCamelContext()),
                            secrets,
                            (name, progress) -> {},
                            Clock.system(ZoneId.systemDefault()));
                }
            });
            ExtraRoutes.start(starting, home);
            main = starting;
        }
        return main;
    }

    @Override
    public void close() {
        if (main != null) {
            main.stop();
            main = null;
        }
    }
}
