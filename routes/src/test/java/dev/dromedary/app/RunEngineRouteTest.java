package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class RunEngineRouteTest extends RouteTest {
    @Test
    void theCommandIsAListAndLeavesNoHeaderBehind() throws Exception {
        stage("run-engine");
        when("write-backup-command", exchange -> {
            exchange.getMessage().setHeader("CamelExecCommandExecutable", "tool");
            exchange.getMessage().setHeader("CamelExecCommandArgs", List.of("--backup", "with space"));
        });

        Exchange answer = send("run-engine", "run");

        MockEndpoint exec = (MockEndpoint) context.getEndpoints().stream()
                .filter(MockEndpoint.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(exec.getExchanges().getFirst().getMessage().getHeader("CamelExecCommandArgs"))
                .isEqualTo(List.of("--backup", "with space"));
        assertThat(answer.getMessage().getHeaders()).isEmpty();
    }
}
