package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunKind;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

public class RestoreBackupRouteTest {
    /** As much of a run as the route asks for; public, because Camel asks. */
    public record Told(RunKind kind) {}

    /** As much of a chain as the route asks for. */
    public record Line(List<String> members) {}

    private static void run(Exchange exchange, RunKind kind, boolean staged) {
        exchange.setProperty("run", new Told(kind));
        exchange.setProperty("chain", new Line(List.of("base", "increment")));
        exchange.setProperty("staged", staged);
    }

    @Test
    void aPlanTouchesNothing() throws Exception {
        try (RouteStage stage = RouteStage.with("restore-backup")) {
            stage.send("restore-backup", exchange -> run(exchange, RunKind.PLAN, false));

            assertThat(stage.turns()).containsExactly("open-run", "direct:resolve-chain", "plan-restore");
        }
    }

    @Test
    void aRestorePreparesEveryMemberBeforeItSwaps() throws Exception {
        try (RouteStage stage = RouteStage.with("restore-backup")) {
            stage.when("direct:fetch-parts", exchange -> stage.turns()
                    .add(exchange.getMessage().getBody(String.class)));

            stage.send("restore-backup", exchange -> run(exchange, RunKind.RESTORE, false));

            assertThat(stage.turns())
                    .containsExactly(
                            "open-run",
                            "direct:resolve-chain",
                            "plan-restore",
                            "open-workplace",
                            "direct:fetch-parts",
                            "base",
                            "direct:prepare-chain",
                            "direct:fetch-parts",
                            "increment",
                            "direct:prepare-chain",
                            "direct:move-data-back",
                            "swap-data.swap");
        }
    }

    @Test
    void aSwapThatHadBegunIsFinishedWithoutStagingAgain() throws Exception {
        try (RouteStage stage = RouteStage.with("restore-backup")) {
            stage.send("restore-backup", exchange -> run(exchange, RunKind.RESTORE, true));

            assertThat(stage.turns())
                    .endsWith("open-workplace", "swap-data.swap")
                    .doesNotContain("direct:fetch-parts");
        }
    }
}
