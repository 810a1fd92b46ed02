package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.CopyFacts;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups that go to more than one storage. */
class CopyingTest {
    private static final CopyFacts DONE = new CopyFacts("other", true, null, null);
    private static final CopyFacts DOWN = new CopyFacts("other", false, "StorageUnreachable", "nobody answers");

    private final World world = new World();
    private PerconaServerMySQLBackup backup;
    private BackupStatus status;

    @BeforeEach
    void ask() {
        backup = world.backup("b", BackupType.FULL);
        status = backup.getStatus();
        world.cluster.getSpec().backup.storages.get("s3").copies = List.of("other");
    }

    private Condition copied() {
        return Conditions.find(status.conditions, "Copied").orElseThrow();
    }

    private Decision taken(CopyFacts facts) {
        world.decide(backup);
        world.ended(RunKind.BACKUP, RunResult.succeeded(World.success().backup().with(List.of(facts))));
        return world.decide(backup);
    }

    private Decision copied(CopyFacts facts) {
        RunResult result = facts.complete()
                ? RunResult.succeeded(null)
                : RunResult.failed(
                        Outcome.FAILED, new BackupException(Reason.valueOf(facts.reason()), facts.message(), ""));
        world.ended(RunKind.COPY, result.with(World.success().backup().with(List.of(facts))));
        return world.decide(backup);
    }

    @Test
    void aSettleKnowsThemToo() {
        world.decide(backup);

        assertThat(world.decide(backup).run().copies().all()).hasSize(1);
    }

    @Test
    void whenAllAreCompleteThereIsNothingToDo() {
        taken(DONE);

        assertThat(copied().getStatus()).isEqualTo("True");
        assertThat(Copying.wanted(backup)).isFalse();
        assertThat(Unfinished.is(backup)).as("it costs nothing any more").isFalse();
        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void oneThatIsMissingIsNamedAndThenCompleted() {
        Decision decision = taken(DOWN);

        assertThat(status.state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(copied().getReason()).isEqualTo("StorageUnreachable");
        assertThat(copied().getMessage()).startsWith("the copy in storage other is not complete: nobody answers");
        assertThat(decision.notes())
                .filteredOn(Note::warning)
                .extracting(Note::reason)
                .containsExactly("StorageUnreachable");
        assertThat(Unfinished.is(backup)).isTrue();

        Decision next = world.decide(backup);
        assertThat(next.next()).isEqualTo(Next.LAUNCH);
        assertThat(next.run().kind()).isEqualTo(RunKind.COPY);
        assertThat(next.run().copies().all()).hasSize(1);
        world.running(RunKind.COPY);
        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);

        assertThat(copied(DONE).next()).isEqualTo(Next.WAIT);
        assertThat(copied().getStatus()).isEqualTo("True");
        assertThat(status.copies.getFirst().message).isNull();
        assertThat(Copying.wanted(backup)).isFalse();
    }

    @Test
    void itIsTriedAgainLaterAndLater() {
        taken(DOWN);
        world.decide(backup);

        Decision first = copied(DOWN);
        assertThat(first.again().toSeconds()).isEqualTo(1);
        assertThat(copied().getMessage()).contains("it is tried again at " + status.retry.next);
        assertThat(Copying.underWay(backup)).isFalse();
        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);
        world.now = world.now.plus(first.again());
        assertThat(world.decide(backup).next()).isEqualTo(Next.RELAUNCH);
        assertThat(copied(DOWN).again().toSeconds()).isEqualTo(2);

        world.now = world.now.plusSeconds(2);
        world.decide(backup);
        copied(DONE);
        assertThat(status.retry).isNull();
    }

    @Test
    void aRunThatWasToldToStopIsNoFailure() {
        taken(DOWN);
        world.decide(backup);
        world.ended(
                RunKind.COPY,
                RunResult.failed(Outcome.FAILED, new BackupException(Reason.RunCancelled, "told to stop", "")));

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.RELAUNCH);
        assertThat(status.retry).isNull();
    }

    @Test
    void aRunThatHasSeenNothingSaysWhy() {
        taken(DOWN);
        world.decide(backup);
        world.ended(
                RunKind.COPY,
                RunResult.failed(Outcome.FAILED, new BackupException(Reason.RunCrashed, "it crashed", "")));
        world.decide(backup);

        assertThat(copied().getReason()).isEqualTo("RunCrashed");
        assertThat(status.copies.getFirst().message).isEqualTo("it crashed");
    }

    @Test
    void anAnnotationHasThemLookedAtOnceForEachOfItsValues() {
        world.cluster.getSpec().backup.storages.get("s3").copies = List.of();
        world.decide(backup);
        world.ended(RunKind.BACKUP, World.success());
        world.decide(backup);
        assertThat(Conditions.find(status.conditions, "Copied")).isEmpty();
        world.cluster.getSpec().backup.storages.get("s3").copies = List.of("other");
        assertThat(Copying.wanted(backup))
                .as("what has ended is not taken up again by itself")
                .isFalse();

        backup.getMetadata().setAnnotations(Map.of(Names.COPY_ANNOTATION, "1"));
        assertThat(world.decide(backup).next()).isEqualTo(Next.LAUNCH);
        copied(DONE);
        assertThat(status.copies).extracting(copy -> copy.state).containsExactly(CopyState.COMPLETE);
        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);

        backup.getMetadata().setAnnotations(Map.of(Names.COPY_ANNOTATION, "2"));
        assertThat(world.decide(backup).next()).isEqualTo(Next.RELAUNCH);
        assertThat(status.copies).hasSize(1);
        copied(DONE);
        assertThat(Copying.wanted(backup)).isFalse();
    }

    @Test
    void anAnnotationThatAsksForWhatCannotBeIsAnsweredOnce() {
        taken(DONE);
        world.cluster.getSpec().backup.storages.get("s3").copies = List.of("nowhere");
        backup.getMetadata().setAnnotations(Map.of(Names.COPY_ANNOTATION, "1"));

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(copied().getReason()).isEqualTo("StorageInvalid");
        assertThat(Copying.wanted(backup)).isFalse();
    }

    @Test
    void aDeletionWaitsForTheRunAndTakesThemAllWithIt() {
        taken(DOWN);
        world.decide(backup);
        copied(DOWN);
        World.deleted(backup);
        assertThat(Copying.wanted(backup)).isFalse();
        world.running(RunKind.COPY);
        assertThat(world.decideDeletion(backup).orElseThrow().next()).isEqualTo(Next.WAIT);

        copied(DOWN);
        world.namespaceEnds = false;
        Decision decision = world.decideDeletion(backup).orElseThrow();

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run().copies().all()).hasSize(1);
        assertThat(status.retry)
                .as("the copies' attempts are not the deletion's")
                .isNull();
    }
}
