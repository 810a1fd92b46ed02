package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.chain.Fate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrunePlanTest {
    private final Pruning pruning = new Pruning();
    private final World world = pruning.world;
    private final PerconaServerMySQLBackup old = pruning.chain(1, 1);

    PrunePlanTest() {
        pruning.chain(2, 0);
        pruning.policy.keepLast = 1;
    }

    private List<String> going() {
        return pruning.plan().fates().stream()
                .filter(Fate::goes)
                .map(fate -> fate.chain().name())
                .toList();
    }

    private Map<String, String> why() {
        return pruning.plan().fates().stream()
                .collect(Collectors.toMap(fate -> fate.chain().name(), Fate::why));
    }

    @Test
    void itSaysWhatGoesAndWhatStaysAndWhy() {
        pruning.policy.keepLast = 2;
        pruning.policy.keepWithin = "15d";
        Pruning.pin(pruning.chain(3, 0), "forever");
        pruning.chain(4, 0);
        pruning.chain(5, 0);
        pruning.at("2024-06-18T00:00:00Z");

        assertThat(pruning.plan().text()).isEqualTo("""
                goes: june-1 and its 1 increments, newest 2024-06-01T02:00:00Z: beyond keepLast 2 in s3, keepWithin 15d in s3
                goes: june-2, newest 2024-06-02T01:00:00Z: beyond keepLast 2 in s3, keepWithin 15d in s3
                stays: june-5: the newest that can be restored in s3, keepLast 2 in s3, keepWithin 15d in s3
                stays: june-4: keepLast 2 in s3, keepWithin 15d in s3
                stays: june-3: pinned by june-3, forever, keepWithin 15d in s3""");

        pruning.at("2024-06-17T00:00:00Z");
        assertThat(pruning.plan().text())
                .contains("\nnext: june-2 at 2024-06-17T01:00:00Z, when this is over: keepWithin 15d in s3\n");
    }

    @Test
    void aLongTextIsCut() {
        for (int day = 3; day < 29; day++) {
            pruning.chain(day, 0);
        }

        assertThat(pruning.plan().text().lines()).hasSize(22).contains("goes: 7 more");
    }

    @Test
    void onlyChainsOfTheClusterAreItsOwn() {
        pruning.get("june-2").getSpec().clusterName = "another";

        assertThat(going()).isEmpty();
    }

    @Test
    void keepGoesOnWhileTheScheduleIsPausedAndEndsWithItsEntry() {
        pruning.policy.keepLast = null;
        Pruning.by(old, "nightly");
        Pruning.by(pruning.get("june-2"), "nightly");
        pruning.schedule("nightly", 1).schedule = "";
        assertThat(going()).containsExactly("june-1");

        world.cluster.getSpec().backup.schedule.getFirst().type = BackupType.INCREMENTAL;
        assertThat(PrunePlan.configured(world.cluster)).isFalse();
        world.cluster.getSpec().backup.schedule.clear();
        assertThat(PrunePlan.configured(world.cluster)).isFalse();
    }

    @Test
    void keepCountsTheBasesOfItsScheduleAndNoOthers() {
        pruning.policy.keepLast = null;
        Pruning.by(old, "nightly");
        pruning.schedule("nightly", 1);
        assertThat(going()).isEmpty();

        Pruning.by(pruning.chain(3, 0), "nightly");
        assertThat(going()).containsExactly("june-1");
    }

    @Test
    void keepFindsTheBackupsOfAScheduleWhoseNameIsNoLabel() {
        String name = "every night, and of course a name that is much longer than any label of Kubernetes may be";
        pruning.policy.keepLast = null;
        Pruning.by(old, name);
        Pruning.by(pruning.get("june-2"), name);
        pruning.schedule(name, 1);

        assertThat(going()).containsExactly("june-1");
    }

    @Test
    void aPinOfAnyMemberKeepsItsChain() {
        Pruning.pin(pruning.get("june-1-1"), "2024-06-16");

        assertThat(why().get("june-1")).isEqualTo("pinned by june-1-1, 2024-06-16");
        pruning.at("2024-06-17T00:00:00Z");
        assertThat(going()).containsExactly("june-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "RUNNING"})
    void aBackupAtWorkInItHoldsIt(BackupState state) {
        pruning.get("june-1-1").getStatus().state = state;

        assertThat(why().get("june-1")).isEqualTo("backup june-1-1 is at work in it");
    }

    @Test
    void anIncrementThatWaitsHoldsTheChainThatItWouldExtend() {
        PerconaServerMySQLBackup waiting = world.increment("waiting", "june-1");
        assertThat(why().get("june-1")).isEqualTo("backup waiting waits to extend it");

        waiting.getSpec().incrementalBaseBackupName = null;
        assertThat(going()).containsExactly("june-1");
        assertThat(why().get("june-2")).startsWith("backup waiting waits to extend it");

        waiting.getMetadata().setDeletionTimestamp(World.NOW.toString());
        assertThat(why().get("june-2")).startsWith("the newest");
    }

    @Test
    void aRestoreThatHasNotEndedHoldsItsChain() {
        PerconaServerMySQLRestore restore = world.runningRestore("r");
        restore.getSpec().backupName = "june-1-1";
        assertThat(why().get("june-1")).isEqualTo("restore r needs it");

        restore.getMetadata().setNamespace("elsewhere");
        assertThat(going()).as("a name means nothing in another namespace").containsExactly("june-1");
        restore.getMetadata().setNamespace("ns");
        restore.getStatus().state = RestoreState.SUCCEEDED;
        assertThat(going()).containsExactly("june-1");
    }

    @Test
    void aVerificationAtWorkHoldsIt() {
        pruning.get("june-1-1").getMetadata().getAnnotations().put(Names.VERIFY_ANNOTATION, "deep");

        assertThat(why().get("june-1")).isEqualTo("backup june-1-1 is being verified");
    }

    @Test
    void aBaseThatDoesNotSayWhenItWasCompleteHoldsItsChain() {
        old.getStatus().completed = null;

        assertThat(why().get("june-1"))
                .isEqualTo("nobody knows how old it is: status.completed of june-1 does not say");
    }

    @Test
    void aDamagedChainKeepsNoPlace() {
        Pruning.condition(pruning.get("june-2"), "Verified", "False", "ObjectDamaged");

        assertThat(going()).isEmpty();
        assertThat(why().get("june-1")).startsWith("the newest that can be restored in s3");
        pruning.chain(3, 0);
        assertThat(going()).containsExactly("june-1", "june-2");
    }

    @Test
    void aChainIsAsNewAsWhatCanBeRestoredOfIt() {
        pruning.increment(old, "june-1-3", 3, Pruning.time(10, 1));
        assertThat(going()).as("its second increment is missing").containsExactly("june-1");

        pruning.increment(old, "june-1-2", 2, Pruning.time(9, 1));
        assertThat(going()).containsExactly("june-2");
    }

    private static BackupCopy copy(CopyState state) {
        BackupCopy copy = new BackupCopy();
        copy.storageName = "other";
        copy.storage = World.s3("elsewhere");
        copy.destination = "s3://elsewhere/backups/x";
        copy.state = state;
        return copy;
    }

    @Test
    void aChainStaysWhereTheStorageOfACopyKeepsIt() {
        pruning.storage("other").retention = new RetentionPolicy();
        pruning.storage("other").retention.keepWithin = "1y";
        old.getStatus().copies.add(copy(CopyState.COMPLETE));
        pruning.get("june-1-1").getStatus().copies.add(copy(CopyState.COMPLETE));

        assertThat(why().get("june-1")).isEqualTo("the newest that can be restored in other, keepWithin 1y in other");

        old.getStatus().copies.set(0, copy(CopyState.INCOMPLETE));
        old.getStatus().retry = new dev.dromedary.api.Retry();
        old.getStatus().retry.next = World.NOW.toString();
        assertThat(going())
                .as("what cannot be restored from there cannot be kept there")
                .containsExactly("june-1");
    }

    @Test
    void aStorageThatWasAnotherPlaceIsJudgedByItself() {
        pruning.storage("s3").s3.bucket = "new";
        PerconaServerMySQLBackup moved = pruning.chain(3, 0);
        moved.getStatus().storage = World.s3("new");

        assertThat(going()).containsExactly("june-1");
        assertThat(why().get("june-2"))
                .startsWith("the newest that can be restored in s3 as it was (s3 bucket backups), keepLast 1");
    }
}
