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
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deletions that the storage does not let succeed. */
class DeletionRetryTest {
    private final World world = new World();
    private PerconaServerMySQLBackup base;

    @BeforeEach
    void takeABase() {
        base = world.base("base", "2024-06-14T00:30:00Z");
    }

    private Decision decide(PerconaServerMySQLBackup backup) {
        return world.decideDeletion(backup).orElseThrow();
    }

    private static Condition removed(PerconaServerMySQLBackup backup) {
        return Conditions.find(backup.getStatus().conditions, "ObjectsRemoved").orElseThrow();
    }

    private static RunResult unreachable() {
        return RunResult.failed(
                Outcome.FAILED,
                new BackupException(Reason.StorageUnreachable, "nobody answers", "look at the network"));
    }

    @Test
    void aStorageThatIsDownIsTriedAgainLaterAndLater() {
        World.deleted(base);
        decide(base);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            world.ended(RunKind.DELETE, unreachable());
            Decision failed = decide(base);
            assertThat(failed.next()).as("the lease is given back").isEqualTo(Next.FINISH);
            assertThat(failed.notes()).extracting(Note::reason).containsExactly("StorageUnreachable");
            waits.add(failed.again());

            assertThat(decide(base).next()).isEqualTo(Next.WAIT);
            assertThat(Deletion.atRest(base.getStatus())).isTrue();
            world.now = world.now.plus(failed.again());
            assertThat(decide(base).next()).isEqualTo(Next.RELAUNCH);
            world.running(RunKind.DELETE);
            decide(base);
        }

        assertThat(waits.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L);
        assertThat(removed(base).getReason()).isEqualTo("StorageUnreachable");
        assertThat(removed(base).getMessage()).contains(World.BASE).endsWith("nobody answers; look at the network");
    }

    @Test
    void aNewProcessAndAnEditDoNotWait() {
        World.deleted(base);
        world.ended(RunKind.DELETE, unreachable());
        decide(base);
        assertThat(decide(base).next()).isEqualTo(Next.WAIT);

        base.getMetadata().setGeneration(2L);
        assertThat(decide(base).next()).isEqualTo(Next.RELAUNCH);
        decide(base);
        world.runs.clear();
        assertThat(decide(base).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aRunThatWasToldToStopIsNoFailure() {
        World.deleted(base);
        world.ended(
                RunKind.DELETE,
                RunResult.failed(Outcome.FAILED, new BackupException(Reason.RunCancelled, "told to stop", "")));

        Decision decision = decide(base);

        assertThat(decision.next()).isEqualTo(Next.RELAUNCH);
        assertThat(base.getStatus().retry).isNull();
    }

    @Test
    void theAnnotationEndsItWithoutTheStorageButOnlyAfterATry() {
        World.deleted(base).getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));
        assertThat(decide(base).next()).isEqualTo(Next.LAUNCH);

        world.ended(RunKind.DELETE, unreachable());
        Decision abandoned = decide(base);

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
        decide(base);
        world.runs.clear();
        base.getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));

        assertThat(decide(base).next()).isEqualTo(Next.RELEASE);
    }

    @Test
    void aStorageThatCannotBeDescribedIsTriedAgainToo() {
        base.getStatus().storage.s3 = null;

        Decision decision = decide(World.deleted(base));

        assertThat(decision.next()).isEqualTo(Next.FINISH);
        assertThat(removed(base).getReason()).isEqualTo("StorageInvalid");
        assertThat(decision.again()).isPositive();
    }
}
