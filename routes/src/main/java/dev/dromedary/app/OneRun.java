package dev.dromedary.app;

import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Secrets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.Function;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The routes of a worker, for one run of a command in its own process. */
final class OneRun {
    private final Function<String, Secrets> secrets;

    /** @param secrets answers the secrets of a namespace */
    OneRun(Function<String, Secrets> secrets) {
        this.secrets = secrets;
    }

    RunResult perform(RunSpecification run) throws Exception {
        Main main = new Main();
        Home home = Home.found();
        main.setPropertyPlaceholderLocations(home.settings());
        main.configure().withRoutesIncludePattern(Routes.pattern(Routes.WORKER, home, Home.extraRoutes()));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                Beans.worker(
                        starting.getCamelContext(),
                        new Settings(starting.getCamelContext()),
                        secrets,
                        (name, progress) -> {},
                        Clock.system(ZoneId.systemDefault()));
            }
        });
        ExtraRoutes.start(main, home);
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            return template.requestBody("direct:perform-run", run, RunResult.class);
        } finally {
            main.stop();
        }
    }
}
