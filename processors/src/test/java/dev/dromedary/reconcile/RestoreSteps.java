package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** A restore that is taken from step to step. */
final class RestoreSteps {
    static final ServerAnswer DONE = new ServerAnswer.Done();
    static final ServerAnswer NOT_YET = new ServerAnswer.NotYet();

    static final ServerAnswer TOO_LATE =
            new ServerAnswer.Failed(new BackupException(Reason.ServerNotStarted, "too late", "look"));

    final World world = new World();
    PerconaServerMySQLRestore restore = world.restore("r");

    /** On a plain host. */
    RestoreSteps() {
        world.base("base", "2024-06-14T08:00:00Z");
        restore.getSpec().backupName = "base";
    }

    /** In a cluster of three that is ours. */
    static RestoreSteps inKubernetes() {
        RestoreSteps steps = new RestoreSteps();
        steps.world.set = set(3);
        steps.world.cluster.getSpec().crVersion = "1.2.0";
        return steps;
    }

    static ServerSet set(int replicas) {
        return new ServerSet("c-mysql", true, 0, replicas, replicas, replicas, true, false);
    }

    /** Why a run or a server fails. */
    static BackupException broken() {
        return new BackupException(Reason.PrepareFailed, "it broke", "do this");
    }

    Decision decide() {
        return world.decide(restore);
    }

    /** What is launched next. */
    RunKind launched() {
        Decision decision = decide();
        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        return decision.run().kind();
    }

    void pausedByItsOwner() {
        world.cluster.getSpec().pause = true;
        world.cluster.getMetadata().setAnnotations(Map.of(Names.MEMBERS_ANNOTATION, "3"));
        world.set = set(0);
    }

    void untilStopping() {
        decide();
        world.ended(RunKind.PLAN, World.success());
        assertThat(decide().next()).isEqualTo(Next.STOP_SERVER);
    }

    void untilStopped() {
        untilStopping();
        answer(Next.STOP_SERVER, DONE);
    }

    void untilSwapped() {
        untilStopped();
        untilSwappedAfterTheStop();
    }

    void untilSwappedAfterTheStop() {
        world.set = new ServerSet("c-mysql", true, 0, 0, 0, 0, true, world.set.foreign());
        assertThat(launched()).isEqualTo(RunKind.RESTORE);
        world.ended(RunKind.RESTORE, RunResult.succeeded(null));
    }

    void accept() {
        assertThat(launched()).isEqualTo(RunKind.ACCEPT);
        world.ended(RunKind.ACCEPT, RunResult.succeeded(null));
    }

    void untilResuming() {
        untilSwapped();
        decide();
        answer(Next.START_SERVER, DONE);
        accept();
        assertThat(decide().next()).isEqualTo(Next.RESUME_CLUSTER);
    }

    ServerAction action(Next next) {
        return RestoreDecider.action(world.view(restore), next);
    }

    /** Between an answer and the next look there may be another process: only what is stored is left. */
    Decision answer(Next next, ServerAnswer answer) {
        Decision decision = RestoreDecider.afterwards(world.view(restore), next, answer);
        String stored = Serialization.asJson(restore);
        restore = Serialization.unmarshal(stored, PerconaServerMySQLRestore.class);
        return decision;
    }

    boolean holds(String condition) {
        return Conditions.holds(restore.getStatus().conditions, condition);
    }

    String message(String condition) {
        return Conditions.find(restore.getStatus().conditions, condition)
                .orElseThrow()
                .getMessage();
    }
}
