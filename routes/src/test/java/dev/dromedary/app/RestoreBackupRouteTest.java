package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunKind;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

public class RestoreBackupRouteTest extends RouteTest {
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
        stage("restore-backup");
        send("restore-backup", exchange -> run(exchange, RunKind.PLAN, false));

        assertThat(turns()).containsExactly("open-run", "direct:resolve-chain", "plan-restore");
    }

    @Test
    void aRestorePreparesEveryMemberBeforeItSwaps() throws Exception {
        stage("restore-backup");
        send("restore-backup", exchange -> run(exchange, RunKind.RESTORE, false));

        assertThat(turns())
                .containsExactly(
                        "open-run",
                        "direct:resolve-chain",
                        "plan-restore",
                        "open-workplace",
                        "unpack-ahead.next",
                        "direct:prepare-chain",
                        "unpack-ahead.next",
                        "direct:prepare-chain",
                        "direct:move-data-back",
                        "unpack-ahead.stop",
                        "swap-data.swap");
    }

    @Test
    void nothingIsUnpackedAnyMoreWhenAPrepareHasFailed() throws Exception {
        stage("restore-backup");
        when("direct:prepare-chain", exchange -> {
            throw new IllegalStateException("not prepared");
        });

        Exchange ended = send("restore-backup", exchange -> run(exchange, RunKind.RESTORE, false));

        assertThat(turns()).endsWith("unpack-ahead.next", "direct:prepare-chain", "unpack-ahead.stop");
        assertThat(ended.getException()).hasMessage("not prepared");
    }

    @Test
    void aSwapThatHadBegunIsFinishedWithoutStagingAgain() throws Exception {
        stage("restore-backup");
        send("restore-backup", exchange -> run(exchange, RunKind.RESTORE, true));

        assertThat(turns()).endsWith("open-workplace", "swap-data.swap").doesNotContain("unpack-ahead.next");
    }
}
