package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.reconcile.ScheduleDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** schedule-backups: what follows a decision about schedules. */
class ScheduleBackupsRouteTest extends RouteTest {
    private final PerconaServerMySQL cluster = new PerconaServerMySQL();
    private final List<String> bodies = new ArrayList<>();

    private static PerconaServerMySQLBackup backup(String name) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setName(name);
        return backup;
    }

    private void stage(List<PerconaServerMySQLBackup> replaced, List<PerconaServerMySQLBackup> made) throws Exception {
        Decision first = new Decision(cluster, true, List.of(), Next.WAIT, null);
        ScheduleDecision decided = new ScheduleDecision(first, replaced, made, Instant.EPOCH);
        stage("schedule-backups");
        when("decide-schedules.decide", exchange -> {
                    assertThat(exchange.getMessage().getBody()).isSameAs(cluster);
                    exchange.getMessage().setBody(decided);
                })
                .when("decide-schedules.made", exchange -> {
                    assertThat(exchange.getMessage().getBody()).isSameAs(decided);
                    exchange.getMessage().setBody(new Decision(cluster, true, List.of(), Next.WAIT, null));
                })
                .when(
                        "direct:report-status",
                        exchange -> assertThat(exchange.getMessage().getBody()).isInstanceOf(Decision.class))
                .when("direct:platform-delete", this::note)
                .when("direct:platform-create", this::note);
    }

    private void note(Exchange exchange) {
        bodies.add(exchange.getMessage()
                .getBody(PerconaServerMySQLBackup.class)
                .getMetadata()
                .getName());
    }

    @Test
    void theStatusComesFirstAndWhatWasMadeIsReportedBeforeAnythingElse() throws Exception {
        stage(List.of(backup("old")), List.of(backup("a"), backup("b")));
        assertThat(send("schedule-backups", cluster).getException()).isNull();

        assertThat(turns())
                .containsExactly(
                        "decide-schedules.decide",
                        "direct:report-status",
                        "direct:platform-delete",
                        "direct:platform-create",
                        "direct:platform-create",
                        "decide-schedules.made",
                        "direct:report-status");
        assertThat(bodies).containsExactly("old", "a", "b");
    }

    @Test
    void whereNothingIsDueThatIsAll() throws Exception {
        stage(List.of(), List.of());
        assertThat(send("schedule-backups", cluster).getException()).isNull();

        assertThat(turns()).containsExactly("decide-schedules.decide", "direct:report-status");
    }

    @Test
    void aStatusThatIsRefusedMakesNothing() throws Exception {
        stage(List.of(), List.of(backup("a")));
        when("direct:report-status", exchange -> {
            throw new IllegalStateException("409");
        });

        assertThat(send("schedule-backups", cluster).getException()).hasMessageContaining("409");

        assertThat(bodies).isEmpty();
    }

    @Test
    void aBackupThatIsRefusedIsNotReportedAsMade() throws Exception {
        stage(List.of(), List.of(backup("a"), backup("b")));
        when("direct:platform-create", exchange -> {
            throw new IllegalStateException("the API server is away");
        });

        assertThat(send("schedule-backups", cluster).getException()).isNotNull();

        assertThat(turns())
                .containsExactly("decide-schedules.decide", "direct:report-status", "direct:platform-create");
    }
}
