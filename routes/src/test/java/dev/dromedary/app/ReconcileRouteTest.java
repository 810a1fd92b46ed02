package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.chain.Manifest;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** reconcile-backup, reconcile-restore, reconcile-cluster, report-status and watch-resources: what follows a decision. */
class ReconcileRouteTest extends RouteTest {
    private static final Note NOTE = new Note(null, "uid", false, "Reason", "message");

    private static Decision decision(Next next, boolean changed, Note... notes) {
        return new Decision(new PerconaServerMySQLBackup(), changed, List.of(notes), next, null);
    }

    @ParameterizedTest
    @CsvSource({
        "WAIT, ",
        "LAUNCH, direct:launch-run",
        "RELAUNCH, direct:forget-run direct:launch-run",
        "FORGET, direct:forget-run",
        "FINISH, direct:finish-resource",
        "DELETE_CHILD, direct:platform-delete-child",
        "RELEASE, direct:finish-resource direct:platform-release"
    })
    void aStatusIsWrittenBeforeAnythingIsDone(Next next, String done) throws Exception {
        stage("reconcile-backup");
        when("decide-backup", exchange -> exchange.getMessage().setBody(decision(next, true)));

        send("reconcile-backup", new PerconaServerMySQLBackup());

        assertThat(String.join(" ", turns()))
                .isEqualTo(("decide-backup direct:report-status " + (done == null ? "" : done)).strip());
    }

    @Test
    void whatIsForgottenIsTheRunByItsName() throws Exception {
        RunSpecification run = RunSpecification.inStorage(
                RunKind.SETTLE, new Manifest.Owner("ns", "b", "uid", "c"), null, "s3://bucket/c-full", null);
        stage("report-status");
        List<Object> bodies = new ArrayList<>();
        when(
                "direct:platform-forget",
                exchange -> bodies.add(exchange.getMessage().getBody()));

        Exchange answer =
                send("forget-run", new Decision(new PerconaServerMySQLBackup(), true, List.of(), Next.RELAUNCH, run));

        assertThat(answer.getException()).isNull();
        assertThat(bodies).containsExactly("settle-ns-b-uid");
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE_CHILD", "RELEASE"})
    void whatIsDeletedIsTheChildAndWhatIsReleasedTheResource(Next next) throws Exception {
        PerconaServerMySQLBackup base = new PerconaServerMySQLBackup();
        PerconaServerMySQLBackup child = new PerconaServerMySQLBackup();
        List<Object> bodies = new ArrayList<>();
        stage("reconcile-backup");
        when("decide-backup", exchange -> exchange.getMessage()
                        .setBody(new Decision(base, true, List.of(), next, null, child, null, Duration.ZERO)))
                .when("direct:finish-resource", exchange -> exchange.getMessage()
                        .setBody("a lease"))
                .when(
                        "direct:platform-delete-child",
                        exchange -> bodies.add(exchange.getMessage().getBody()))
                .when(
                        "direct:platform-release",
                        exchange -> bodies.add(exchange.getMessage().getBody()));

        send("reconcile-backup", base);

        assertThat(bodies).hasSize(1);
        assertThat(bodies.getFirst()).isSameAs(next == Next.RELEASE ? base : child);
    }

    @ParameterizedTest
    @CsvSource({"WAIT, ", "SCALE, ' direct:platform-scale'"})
    void aClusterLetsGoOfItsClaimsBeforeItsMembersStart(Next next, String done) throws Exception {
        PerconaServerMySQL cluster = new PerconaServerMySQL();
        List<Object> bodies = new ArrayList<>();
        stage("reconcile-cluster");
        when(
                        "direct:platform-release-claims",
                        exchange -> assertThat(exchange.getMessage().getBody()).isSameAs(cluster))
                .when("decide-cluster", exchange -> exchange.getMessage()
                        .setBody(new Decision(cluster, true, List.of(), next, null)))
                .when(
                        "direct:import-backups",
                        exchange -> bodies.add(exchange.getMessage().getBody()))
                .when(
                        "direct:schedule-backups",
                        exchange -> bodies.add(exchange.getMessage().getBody()))
                .when(
                        "direct:prune-chains",
                        exchange -> bodies.add(exchange.getMessage().getBody()));

        assertThat(send("reconcile-cluster", cluster).getException()).isNull();

        assertThat(String.join(" ", turns()))
                .isEqualTo("direct:platform-release-claims decide-cluster direct:report-status"
                        + (done == null ? "" : done)
                        + " direct:import-backups direct:schedule-backups direct:prune-chains");
        assertThat(bodies).hasSize(3).allSatisfy(body -> assertThat(body).isSameAs(cluster));
    }

    @ParameterizedTest
    @CsvSource({"WAIT, ", "DELETE_CHILD, ' direct:platform-prune'"})
    void whatAClustersRetentionRemovesGoesAfterItIsTold(Next next, String done) throws Exception {
        PerconaServerMySQL cluster = new PerconaServerMySQL();
        PerconaServerMySQLBackup base = new PerconaServerMySQLBackup();
        List<Object> bodies = new ArrayList<>();
        stage("prune-chains");
        when("decide-prune", exchange -> exchange.getMessage()
                        .setBody(new Decision(cluster, true, List.of(), next, null, base, null, Duration.ZERO)))
                .when(
                        "direct:platform-prune",
                        exchange -> bodies.add(exchange.getMessage().getBody()));

        assertThat(send("prune-chains", cluster).getException()).isNull();

        assertThat(String.join(" ", turns()))
                .isEqualTo("decide-prune direct:report-status" + (done == null ? "" : done));
        assertThat(bodies).isEqualTo(done == null ? List.of() : List.of(base));
    }

    @ParameterizedTest
    @CsvSource({"STOP_SERVER", "START_SERVER", "RESUME_CLUSTER"})
    void whatComesOfTheServerIsReportedToo(Next next) throws Exception {
        stage("reconcile-restore");
        when("decide-restore.process", exchange -> exchange.getMessage().setBody(decision(next, true)))
                .when("decide-restore.act", exchange -> exchange.getMessage().setBody(decision(Next.FINISH, true)));

        send("reconcile-restore", new PerconaServerMySQLRestore());

        assertThat(turns())
                .containsExactly(
                        "decide-restore.process",
                        "direct:report-status",
                        "decide-restore.act",
                        "direct:report-status",
                        "direct:finish-resource");
    }

    @ParameterizedTest
    @CsvSource({"LAUNCH, direct:launch-run", "RELAUNCH, direct:forget-run direct:launch-run"})
    void aRestoreIsLaunchedLikeABackup(Next next, String done) throws Exception {
        stage("reconcile-restore");
        when("decide-restore.process", exchange -> exchange.getMessage().setBody(decision(next, true)));

        send("reconcile-restore", new PerconaServerMySQLRestore());

        assertThat(String.join(" ", turns())).isEqualTo("decide-restore.process direct:report-status " + done);
    }

    @Test
    void aStatusThatChangedIsWrittenAndEveryEventRecorded() throws Exception {
        stage("report-status");
        Decision decision = decision(Next.WAIT, true, NOTE, NOTE);

        Exchange answer = send("report-status", decision);

        assertThat(turns()).containsExactly("direct:platform-status", "direct:platform-event", "direct:platform-event");
        assertThat(answer.getMessage().getBody()).isSameAs(decision);
    }

    @Test
    void whatIsMarkedIsWrittenFirst() throws Exception {
        PerconaServerMySQLBackup increment = new PerconaServerMySQLBackup();
        PerconaServerMySQLBackup base = new PerconaServerMySQLBackup();
        stage("report-status");
        List<Object> written = new ArrayList<>();
        when(
                "direct:platform-status",
                exchange -> written.add(exchange.getMessage().getBody()));
        Decision decision = new Decision(increment, true, List.of(), Next.FINISH, null, null, base, Duration.ZERO);

        Exchange answer = send("report-status", decision);

        assertThat(written).hasSize(2);
        assertThat(written.get(0)).isSameAs(base);
        assertThat(written.get(1)).isSameAs(increment);
        assertThat(answer.getMessage().getBody()).isSameAs(decision);
    }

    @Test
    void aStatusThatDidNotChangeCostsNothing() throws Exception {
        stage("report-status");
        send("report-status", decision(Next.WAIT, false));

        assertThat(turns()).isEmpty();
    }

    @Test
    void aResourceThatIsDoneGivesItsLeaseBack() throws Exception {
        stage("report-status");
        send("finish-resource", decision(Next.FINISH, true));

        assertThat(turns()).containsExactly("finish-resource", "direct:platform-unlock");
    }

    @Test
    void eachKindGoesToItsRouteAndAFailureStopsNoOther() throws Exception {
        stage("on-reconcile-failure", "watch-resources");
        when("watch-resources.all", exchange -> exchange.getMessage()
                        .setBody(List.of(new PerconaServerMySQLBackup(), new PerconaServerMySQLRestore())))
                .when("direct:reconcile-backup", exchange -> {
                    throw new IllegalStateException("broken");
                });

        Exchange answer = send("watch-resources", "tick");

        assertThat(answer.getException()).isNull();
        assertThat(turns())
                .containsExactly("watch-resources.all", "direct:reconcile-backup", "direct:reconcile-restore");
    }
}
