package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunResult;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class TakeBackupRouteTest extends RouteTest {
    @Test
    void theManifestComesLast() throws Exception {
        stage("take-backup");
        send("take-backup", "run");

        assertThat(turns())
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

    @Test
    void whatAnEarlierAttemptHasSealedIsNotTakenAgain() throws Exception {
        stage("take-backup");
        RunResult sealed = RunResult.succeeded(null);
        when("find-sealed", exchange -> exchange.getMessage().setBody(sealed));

        Exchange answer = send("take-backup", "run");

        assertThat(answer.getMessage().getBody()).isSameAs(sealed);
        assertThat(turns()).containsExactly("open-run", "find-sealed");
    }

    @Test
    void whatFailsEndsIt() throws Exception {
        stage("take-backup");
        BackupException failure = new BackupException(Reason.ToolFailed, "it broke", "");
        when("direct:send-parts", exchange -> {
            throw failure;
        });

        Exchange answer = send("take-backup", "run");

        assertThat(answer.getException()).isSameAs(failure);
        assertThat(turns()).doesNotContain("direct:seal-manifest");
    }

    @Test
    void aLostRunIsSettledInItsStorage() throws Exception {
        stage("take-backup");
        send("settle-backup", "run");

        assertThat(turns()).containsExactly("open-run", "settle-backup");
    }
}
