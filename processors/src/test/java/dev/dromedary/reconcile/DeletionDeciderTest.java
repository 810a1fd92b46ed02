package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeletionDeciderTest {
    private final Deletions deletions = new Deletions();
    private final World world = deletions.world;
    private final PerconaServerMySQLBackup base = deletions.base;

    @Test
    void theObjectsOfABackupGoBeforeItsResource() {
        World.deleted(base);

        Decision begun = deletions.decide(base);
        assertThat(begun.next()).isEqualTo(Next.LAUNCH);
        assertThat(begun.run().kind()).isEqualTo(RunKind.DELETE);
        assertThat(begun.run().name()).isEqualTo("delete-ns-base-uid-base");
        assertThat(begun.run().destination()).isEqualTo(World.BASE);
        assertThat(begun.run().type()).isEqualTo(dev.dromedary.chain.BackupType.FULL);
        assertThat(Deletion.begun(base.getStatus())).isTrue();
        assertThat(Deletions.removed(base).getReason()).isEqualTo("Removing");

        world.running(RunKind.DELETE);
        assertThat(deletions.decide(base).next()).isEqualTo(Next.WAIT);
        assertThat(deletions.decide(base).changed()).isFalse();

        world.ended(RunKind.DELETE, RunResult.done("5 objects are gone"));
        Decision done = deletions.decide(base);
        assertThat(done.next()).isEqualTo(Next.RELEASE);
        assertThat(done.notes())
                .extracting(Note::message)
                .containsExactly("the objects of " + World.BASE + " are removed: 5 objects are gone");
        assertThat(Deletions.removed(base).getStatus()).isEqualTo("True");
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "ERROR", "FAILED"})
    void whatHasNoObjectsGoesAtOnce(BackupState state) {
        base.getStatus().state = state;

        assertThat(deletions.decide(World.deleted(base)).next()).isEqualTo(Next.RELEASE);
    }

    @Test
    void whatAFailedBackupHasLeftGoesFirst() {
        base.getStatus().state = BackupState.FAILED;
        Conditions.set(base.getStatus().conditions, BackupDecider.CLEANED, false, "r", "m", 1L, World.NOW);

        assertThat(deletions.decide(World.deleted(base)).run().kind()).isEqualTo(RunKind.DELETE);
        world.ended(RunKind.DELETE, RunResult.done("2 objects are gone"));
        assertThat(deletions.decide(base).next()).isEqualTo(Next.RELEASE);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "RUNNING"})
    void whatIsAtWorkComesToItsEndFirst(BackupState state) {
        base.getStatus().state = state;

        assertThat(world.decideDeletion(World.deleted(base))).isEmpty();
    }

    @Test
    void withoutOurFinalizerItIsNotOurs() {
        World.deleted(base).getMetadata().setFinalizers(List.of("example.com/theirs"));
        PerconaServerMySQLBackup fresh = World.deleted(world.backup("new", BackupType.FULL));
        fresh.getMetadata().setFinalizers(null);

        assertThat(world.decideDeletion(base)).isEmpty();
        assertThat(deletions.decide(fresh).next())
                .as("it is not begun any more")
                .isEqualTo(Next.WAIT);
    }

    @Test
    void aRunOfTheOperatorBeforeIsFollowed() {
        World.deleted(base);
        world.running(RunKind.DELETE);
        world.lease = false;

        assertThat(deletions.decide(base).next()).isEqualTo(Next.WAIT);
        assertThat(Deletions.removed(base).getReason()).isEqualTo("Removing");
    }

    @Test
    void inANamespaceThatGoesTheObjectsAreLeftBehindAndNamed() {
        world.namespaceEnds = true;

        Decision decision = deletions.decide(World.deleted(base));

        assertThat(decision.next()).isEqualTo(Next.RELEASE);
        assertThat(decision.notes().getFirst().message())
                .isEqualTo("what is in " + World.BASE + " was left behind: its namespace goes");
    }

    @Test
    void inANamespaceThatGoesNoLostRunIsLookedFor() {
        base.getStatus().state = BackupState.RUNNING;
        world.namespaceEnds = true;
        World.deleted(base);

        world.running(RunKind.BACKUP);
        assertThat(world.decideDeletion(base)).isEmpty();
        world.runs.clear();
        assertThat(deletions.decide(base).next()).isEqualTo(Next.RELEASE);
    }

    @Test
    void withoutItsClusterTheStorageIsTheOneOfTheStatus() {
        world.cluster = null;
        base.getStatus().storage.s3.credentialsSecret = "of-the-status";

        assertThat(deletions.decide(World.deleted(base)).run().storage().credentialsSecret())
                .isEqualTo("of-the-status");
    }

    @Test
    void theClustersSecretOfTodayIsUsedForTheSamePlaceOnly() {
        world.cluster.getSpec().backup.storages.get("s3").s3.credentialsSecret = "renewed";
        assertThat(deletions.decide(World.deleted(base)).run().storage().credentialsSecret())
                .isEqualTo("renewed");

        world.cluster.getSpec().backup.storages.get("s3").s3.bucket = "moved";
        assertThat(deletions.decide(base).run().storage().credentialsSecret()).isEqualTo("s3-credentials");
    }

    @Test
    void aStatusWithoutADestinationEndsIt() {
        base.getStatus().storage = null;

        assertThat(deletions.decide(World.deleted(base)).notes().getFirst().reason())
                .isEqualTo("ObjectsAbandoned");
    }
}
