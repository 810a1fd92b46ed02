package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunKind;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

public class VerifyBackupRouteTest extends RouteTest {
    /** As much of a run as the route asks for; public, because Camel asks. */
    public record Told(RunKind kind) {}

    /** As much of what was found as the route asks for. */
    public record Found(List<String> readable) {}

    private List<String> turns(RunKind kind) throws Exception {
        stage("verify-backup");
        when("inspect-chain.list", exchange -> list(exchange));
        send("verify-backup", exchange -> exchange.setProperty("run", new Told(kind)));
        return turns();
    }

    private static void list(Exchange exchange) {
        exchange.setProperty("findings", new Found(List.of("base", "increment")));
    }

    @Test
    void aLightOneReadsNothing() throws Exception {
        assertThat(turns(RunKind.INSPECT))
                .containsExactly("open-run", "direct:resolve-chain", "inspect-chain.list", "inspect-chain.conclude");
    }

    @Test
    void aDeepOneReadsEveryMemberThatCanBeRead() throws Exception {
        assertThat(turns(RunKind.INSPECT_DEEP))
                .containsExactly(
                        "open-run",
                        "direct:resolve-chain",
                        "inspect-chain.list",
                        "inspect-chain.next",
                        "direct:fetch-parts",
                        "inspect-chain.read",
                        "inspect-chain.next",
                        "direct:fetch-parts",
                        "inspect-chain.read",
                        "inspect-chain.conclude");
    }
}
