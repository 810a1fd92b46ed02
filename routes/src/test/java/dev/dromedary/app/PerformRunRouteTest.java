package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.StorageDescription;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerformRunRouteTest extends RouteTest {
    private static RunSpecification run(RunKind kind) {
        return RunSpecification.inStorage(
                kind,
                new Manifest.Owner("ns", "b", "uid", "c"),
                new StorageDescription("file", Map.of(), null, true),
                "file:///x/y",
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "BACKUP, direct:take-backup",
        "SETTLE, direct:settle-backup",
        "PLAN, direct:restore-backup",
        "VERIFY, direct:restore-backup",
        "RESTORE, direct:restore-backup",
        "ROLL_BACK, direct:roll-back-data",
        "ACCEPT, direct:accept-data",
        "DELETE, direct:delete-backup",
        "INSPECT, direct:verify-backup",
        "INSPECT_DEEP, direct:verify-backup",
        "COPY, direct:copy-backup",
        "REMOVE, direct:remove-from-storage",
        "IMPORT, direct:find-backups"
    })
    void everyKindHasItsRoute(RunKind kind, String route) throws Exception {
        stage("on-failure", "perform-run");
        send("perform-run", run(kind));

        assertThat(turns()).containsExactly(route);
    }

    @Test
    void whateverGoesWrongBecomesAnAnswer() throws Exception {
        stage("on-failure", "perform-run");
        when("direct:take-backup", exchange -> {
                    throw new IllegalStateException("as good as any");
                })
                .when("clean-up-failure", exchange -> exchange.getMessage()
                        .setBody(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                                .getMessage()));

        Exchange answer = send("perform-run", run(RunKind.BACKUP));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("as good as any");
    }
}
