package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.reconcile.ImportStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportBackupsRouteTest extends RouteTest {
    @ParameterizedTest
    @CsvSource({
        "WAIT, ''",
        "LAUNCH, ' direct:launch-run'",
        "RELAUNCH, ' direct:forget-run direct:launch-run'",
        "FORGET, ' direct:forget-run'"
    })
    void resourcesAreMadeAndCompletedBeforeTheClusterSaysSo(Next next, String done) throws Exception {
        PerconaServerMySQLBackup made = new PerconaServerMySQLBackup();
        Decision completed = new Decision(new PerconaServerMySQLBackup(), true, List.of(), Next.WAIT, null);
        Decision decision = new Decision(new PerconaServerMySQL(), true, List.of(), next, null);
        List<Object> bodies = new ArrayList<>();
        stage("import-backups");
        when("decide-import", exchange -> exchange.getMessage()
                        .setBody(new ImportStep(List.of(made), List.of(completed), decision)))
                .when(
                        "direct:platform-create",
                        exchange -> bodies.add(exchange.getMessage().getBody()))
                .when(
                        "direct:report-status",
                        exchange -> bodies.add(exchange.getMessage().getBody()));

        assertThat(send("import-backups", new PerconaServerMySQL()).getException())
                .isNull();

        assertThat(String.join(" ", turns()))
                .isEqualTo("decide-import direct:platform-create direct:report-status direct:report-status" + done);
        assertThat(bodies).hasSize(3);
        assertThat(bodies.get(0)).isSameAs(made);
        assertThat(bodies.get(1)).isSameAs(completed);
        assertThat(bodies.get(2)).isSameAs(decision);
    }
}
