package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deletions that the storage does not let succeed. */
class DeletionRetryTest {
    private final Deletions deletions = new Deletions();
    private final World world = deletions.world;
    private final PerconaServerMySQLBackup base = deletions.base;

    private static RunResult unreachable() {
        return RunResult.failed(
                Outcome.FAILED,
                new BackupException(Reason.StorageUnreachable, "nobody answers", "look at the network"));
    }

    @Test
    void aStorageThatIsDownIsTriedAgainLaterAndLater() {
        World.deleted(base);
        deletions.decide(base);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            world.ended(RunKind.DELETE, unreachable());
            Decision failed = deletions.decide(base);
            assertThat(failed.next()).as("the lease is given back").isEqualTo(Next.FINISH);
            assertThat(failed.notes()).extracting(Note::reason).containsExactly("StorageUnreachable");
            waits.add(failed.again());

            assertThat(deletions.decide(base).next()).isEqualTo(Next.WAIT);
            assertThat(Deletion.atRest(base.getStatus())).isTrue();
            world.now = world.now.plus(failed.again());
            assertThat(deletions.decide(base).next()).isEqualTo(Next.RELAUNCH);
            world.running(RunKind.DELETE);
            deletions.decide(base);
        }

        assertThat(waits.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L);
        assertThat(Deletions.removed(base).getReason()).isEqualTo("StorageUnreachable");
        assertThat(Deletions.removed(base).getMessage())
                .contains(World.BASE)
                .endsWith("nobody answers; look at the network");
    }

    @Test
    void aNewProcessAndAnEditDoNotWait() {
        World.deleted(base);
        world.ended(RunKind.DELETE, unreachable());
        deletions.decide(base);
        assertThat(deletions.decide(base).next()).isEqualTo(Next.WAIT);

        base.getMetadata().setGeneration(2L);
        assertThat(deletions.decide(base).next()).isEqualTo(Next.RELAUNCH);
        deletions.decide(base);
        world.runs.clear();
        assertThat(deletions.decide(base).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aRunThatWasToldToStopIsNoFailure() {
        World.deleted(base);
        world.ended(
                RunKind.DELETE,
                RunResult.failed(Outcome.FAILED, new BackupException(Reason.RunCancelled, "told to stop", "")));

        Decision decision = deletions.decide(base);

        assertThat(decision.next()).isEqualTo(Next.RELAUNCH);
        assertThat(base.getStatus().retry).isNull();
    }

    @Test
    void theAnnotationEndsItWithoutTheStorageButOnlyAfterATry() {
        World.deleted(base).getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));
        assertThat(deletions.decide(base).next()).isEqualTo(Next.LAUNCH);

        world.ended(RunKind.DELETE, unreachable());
        Decision abandoned = deletions.decide(base);

        assertThat(abandoned.next()).isEqualTo(Next.RELEASE);
        assertThat(abandoned.notes()).hasSize(1).allMatch(Note::warning);
        assertThat(abandoned.notes().getFirst().reason()).isEqualTo("ObjectsAbandoned");
        assertThat(abandoned.notes().getFirst().message())
                .startsWith("what is in " + World.BASE + " was left behind")
                .endsWith("nobody answers");
    }

    @Test
    void theAnnotationMayComeWhileItWaits() {
        World.deleted(base);
        world.ended(RunKind.DELETE, unreachable());
        deletions.decide(base);
        world.runs.clear();
        base.getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));

        assertThat(deletions.decide(base).next()).isEqualTo(Next.RELEASE);
    }

    @Test
    void aStorageThatCannotBeDescribedIsTriedAgainToo() {
        base.getStatus().storage.s3 = null;

        Decision decision = deletions.decide(World.deleted(base));

        assertThat(decision.next()).isEqualTo(Next.FINISH);
        assertThat(Deletions.removed(base).getReason()).isEqualTo("StorageInvalid");
        assertThat(decision.again()).isPositive();
    }
}
