package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.CopyTargets;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.StorageDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restores that may turn to other storages than the backup's own. */
class RestoreFromCopiesTest {
    private static final String THERE = World.BASE.replace("s3://bucket/", "s3://elsewhere/");

    private final RestoreSteps steps = new RestoreSteps();
    private final BackupStatus status = steps.world.backups.getFirst().getStatus();

    @BeforeEach
    void copy() {
        BackupCopy copy = new BackupCopy();
        copy.storageName = "other";
        copy.destination = THERE;
        copy.state = CopyState.INCOMPLETE;
        copy.storage = World.s3("elsewhere");
        status.copies.add(copy);
    }

    private StorageDescription described() {
        return steps.decide().run().copies().all().getFirst().storage();
    }

    @Test
    void aRestoreKnowsTheCopiesIncompleteOnesToo() {
        CopyTargets copies = steps.decide().run().copies();

        assertThat(copies.all()).extracting(CopyTarget::destination).containsExactly(THERE);
    }

    @Test
    void theyAreReachedAsTheClusterSaysTodayIfItIsTheSamePlace() {
        StorageSpec today = steps.world.cluster.getSpec().backup.storages.get("other");
        today.s3.credentialsSecret = "renamed";
        assertThat(described().credentialsSecret()).isEqualTo("renamed");

        today.s3.bucket = "moved";
        assertThat(described().option("bucket")).isEqualTo("elsewhere");
        assertThat(described().credentialsSecret()).isEqualTo("s3-credentials");
    }

    @Test
    void aSourceMayNameThem() {
        steps.restore.getSpec().backupName = null;
        steps.restore.getSpec().backupSource = status;

        assertThat(steps.decide().run().copies().all()).hasSize(1);
    }

    @Test
    void aPlaceThatItWasRemovedFromIsNoSource() {
        status.copies.getFirst().state = CopyState.REMOVED;
        assertThat(steps.decide().run().copies()).isNull();
    }

    @Test
    void whereItsOwnStorageHasItNoMoreItComesFromACopy() {
        status.copies.getFirst().state = CopyState.COMPLETE;
        status.storageState = CopyState.REMOVED;
        steps.world.cluster.getSpec().backup.storages.remove("s3");

        RunSpecification run = steps.decide().run();

        assertThat(run.destination()).isEqualTo(THERE);
        assertThat(run.storage().option("bucket")).isEqualTo("elsewhere");
        assertThat(run.copies()).isNull();
    }

    @Test
    void whatIsOnItsWayOutIsTheLastToBeAsked() {
        status.copies.getFirst().state = CopyState.COMPLETE;
        status.storageState = CopyState.REMOVING;

        RunSpecification run = steps.decide().run();

        assertThat(run.destination()).isEqualTo(THERE);
        assertThat(run.copies().all()).extracting(CopyTarget::destination).containsExactly(World.BASE);
    }

    @Test
    void aSourceMayBeTheStatusOfOneThatWasRemoved() {
        status.copies.getFirst().state = CopyState.COMPLETE;
        status.storageState = CopyState.REMOVED;
        steps.restore.getSpec().backupName = null;
        steps.restore.getSpec().backupSource = status;

        assertThat(steps.decide().run().destination()).isEqualTo(THERE);
    }

    @Test
    void whatDidNotComeFromTheBackupsOwnStorageIsTold() {
        steps.decide();
        steps.world.ended(
                RunKind.PLAN, RunResult.succeeded(World.success().backup(), "the chain is taken from " + THERE));

        Decision decision = steps.decide();

        assertThat(decision.notes()).anySatisfy(note -> {
            assertThat(note.warning()).isTrue();
            assertThat(note.reason()).isEqualTo("CopyUsed");
            assertThat(note.message()).isEqualTo("the chain is taken from " + THERE);
        });
        assertThat(Conditions.find(steps.restore.getStatus().conditions, "Planned"))
                .hasValueSatisfying(
                        planned -> assertThat(planned.getMessage()).endsWith("; the chain is taken from " + THERE));
        assertThat(steps.decide().notes()).as("once").noneMatch(note -> note.reason()
                .equals("CopyUsed"));
    }
}
