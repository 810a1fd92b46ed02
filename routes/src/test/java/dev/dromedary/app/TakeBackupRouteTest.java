package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunResult;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class TakeBackupRouteTest {
    @Test
    void theManifestComesLast() throws Exception {
        try (RouteStage stage = RouteStage.with("take-backup")) {
            stage.send("take-backup", "run");

            assertThat(stage.turns())
                    .containsExactly(
                            "open-run",
                            "find-sealed",
                            "identify-server",
                            "direct:resolve-chain",
                            "claim-destination",
                            "direct:run-engine",
                            "direct:send-parts",
                            "direct:seal-manifest");
        }
    }

    @Test
    void whatAnEarlierAttemptHasSealedIsNotTakenAgain() throws Exception {
        try (RouteStage stage = RouteStage.with("take-backup")) {
            RunResult sealed = RunResult.succeeded(null);
            stage.when("find-sealed", exchange -> exchange.getMessage().setBody(sealed));

            Exchange answer = stage.send("take-backup", "run");

            assertThat(answer.getMessage().getBody()).isSameAs(sealed);
            assertThat(stage.turns()).containsExactly("open-run", "find-sealed");
        }
    }

    @Test
    void whatFailsEndsIt() throws Exception {
        try (RouteStage stage = RouteStage.with("take-backup")) {
            BackupException failure = new BackupException(Reason.ToolFailed, "it broke", "");
            stage.when("direct:send-parts", exchange -> {
                throw failure;
            });

            Exchange answer = stage.send("take-backup", "run");

            assertThat(answer.getException()).isSameAs(failure);
            assertThat(stage.turns()).doesNotContain("direct:seal-manifest");
        }
    }

    @Test
    void aLostRunIsSettledInItsStorage() throws Exception {
        try (RouteStage stage = RouteStage.with("take-backup")) {
            stage.send("settle-backup", "run");

            assertThat(stage.turns()).containsExactly("open-run", "settle-backup");
        }
    }
}
