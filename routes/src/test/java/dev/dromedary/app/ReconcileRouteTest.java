package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** reconcile-backup, reconcile-restore, report-status and watch-resources: what follows a decision. */
class ReconcileRouteTest {
    private static final Note NOTE = new Note(null, "uid", false, "Reason", "message");

    private static Decision decision(Next next, boolean changed, Note... notes) {
        return new Decision(new PerconaServerMySQLBackup(), changed, List.of(notes), next, null);
    }

    @ParameterizedTest
    @CsvSource({
        "WAIT, ",
        "LAUNCH, direct:launch-run",
        "RELAUNCH, direct:forget-run direct:launch-run",
        "FINISH, direct:finish-resource"
    })
    void aStatusIsWrittenBeforeAnythingIsDone(Next next, String done) throws Exception {
        try (RouteStage stage = RouteStage.with("reconcile-backup")) {
            stage.when("decide-backup", exchange -> exchange.getMessage().setBody(decision(next, true)));

            stage.send("reconcile-backup", new PerconaServerMySQLBackup());

            assertThat(String.join(" ", stage.turns()))
                    .isEqualTo(("decide-backup direct:report-status " + (done == null ? "" : done)).strip());
        }
    }

    @ParameterizedTest
    @CsvSource({"STOP_SERVER", "START_SERVER", "RESUME_CLUSTER"})
    void whatComesOfTheServerIsReportedToo(Next next) throws Exception {
        try (RouteStage stage = RouteStage.with("reconcile-restore")) {
            stage.when("decide-restore.process", exchange -> exchange.getMessage()
                            .setBody(decision(next, true)))
                    .when("decide-restore.act", exchange -> exchange.getMessage()
                            .setBody(decision(Next.FINISH, true)));

            stage.send("reconcile-restore", new PerconaServerMySQLRestore());

            assertThat(stage.turns())
                    .containsExactly(
                            "decide-restore.process",
                            "direct:report-status",
                            "decide-restore.act",
                            "direct:report-status",
                            "direct:finish-resource");
        }
    }

    @ParameterizedTest
    @CsvSource({"LAUNCH, direct:launch-run", "RELAUNCH, direct:forget-run direct:launch-run"})
    void aRestoreIsLaunchedLikeABackup(Next next, String done) throws Exception {
        try (RouteStage stage = RouteStage.with("reconcile-restore")) {
            stage.when(
                    "decide-restore.process", exchange -> exchange.getMessage().setBody(decision(next, true)));

            stage.send("reconcile-restore", new PerconaServerMySQLRestore());

            assertThat(String.join(" ", stage.turns()))
                    .isEqualTo("decide-restore.process direct:report-status " + done);
        }
    }

    @Test
    void aStatusThatChangedIsWrittenAndEveryEventRecorded() throws Exception {
        try (RouteStage stage = RouteStage.with("report-status")) {
            Decision decision = decision(Next.WAIT, true, NOTE, NOTE);

            Exchange answer = stage.send("report-status", decision);

            assertThat(stage.turns())
                    .containsExactly("direct:platform-status", "direct:platform-event", "direct:platform-event");
            assertThat(answer.getMessage().getBody()).isSameAs(decision);
        }
    }

    @Test
    void aStatusThatDidNotChangeCostsNothing() throws Exception {
        try (RouteStage stage = RouteStage.with("report-status")) {
            stage.send("report-status", decision(Next.WAIT, false));

            assertThat(stage.turns()).isEmpty();
        }
    }

    @Test
    void aResourceThatIsDoneGivesItsLeaseBack() throws Exception {
        try (RouteStage stage = RouteStage.with("report-status")) {
            stage.send("finish-resource", decision(Next.FINISH, true));

            assertThat(stage.turns()).containsExactly("finish-resource", "direct:platform-unlock");
        }
    }

    @Test
    void eachKindGoesToItsRouteAndAFailureStopsNoOther() throws Exception {
        try (RouteStage stage = RouteStage.with("on-reconcile-failure", "watch-resources")) {
            stage.when("watch-resources.all", exchange -> exchange.getMessage()
                            .setBody(List.of(new PerconaServerMySQLBackup(), new PerconaServerMySQLRestore())))
                    .when("direct:reconcile-backup", exchange -> {
                        throw new IllegalStateException("broken");
                    });

            Exchange answer = stage.send("watch-resources", "tick");

            assertThat(answer.getException()).isNull();
            assertThat(stage.turns())
                    .containsExactly("watch-resources.all", "direct:reconcile-backup", "direct:reconcile-restore");
        }
    }
}
