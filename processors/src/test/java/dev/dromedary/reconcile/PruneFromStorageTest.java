package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two weeks in a storage and a year in that of the copies. */
class PruneFromStorageTest {
    private final Pruning pruning = new Pruning();
    private final World world = pruning.world;
    private final PerconaServerMySQLBackup old = pruning.chain(1, 2);

    @BeforeEach
    void policy() {
        pruning.chain(14, 0);
        pruning.policy.keepWithin = "7d";
        pruning.storage("other").retention = new RetentionPolicy();
        pruning.storage("other").retention.keepWithin = "1y";
        Copied.all(world.backups);
    }

    /** The backup that is asked now, and where it is to go from. */
    private String asked() {
        Decision decision = pruning.decide();
        assertThat(decision.next()).as("nothing is deleted").isEqualTo(Next.WAIT);
        return decision.marked() == null
                ? ""
                : decision.marked().getMetadata().getName() + " from "
                        + Removal.text((PerconaServerMySQLBackup) decision.marked());
    }

    private void gone(String name) {
        pruning.get(name).getStatus().storageState = CopyState.REMOVED;
    }

    @Test
    void theTextSaysFromWhereItGoesAndWhereItStays() {
        assertThat(pruning.plan().text()).isEqualTo("""
                goes from s3: june-1 and its 2 increments: beyond keepWithin 7d in s3; stays: keepWithin 1y in other
                next: june-1 at 2025-06-01T03:00:00Z, when this is over: keepWithin 1y in other
                stays: june-14: the newest that can be restored in other, keepWithin 1y in other, the newest that can be restored in s3, keepWithin 7d in s3""");
    }

    @Test
    void theTextSaysWhenItWillGo() {
        pruning.at("2024-06-08T01:00:00Z");
        assertThat(pruning.plan().text())
                .contains("next: june-1 from s3 at 2024-06-08T03:00:00Z, when this is over: keepWithin 7d in s3");
        assertThat(pruning.decide().again()).as("and it is looked at then").hasHours(2);
    }

    @Test
    void theMembersAreAskedOneAfterTheOtherTheNewestFirst() {
        Decision begun = pruning.decide();
        assertThat(begun.marked().getMetadata().getName()).isEqualTo("june-1-2");
        assertThat(Removal.text((PerconaServerMySQLBackup) begun.marked())).isEqualTo("s3");
        assertThat(begun.notes())
                .extracting(Note::message)
                .containsExactly("the chain of june-1, 3 backups, goes from s3: beyond keepWithin 7d in s3; stays:"
                        + " keepWithin 1y in other");
        assertThat(pruning.status().removing).isEqualTo("june-1-2");
        assertThat(pruning.status().removingFrom).isEqualTo("s3");

        assertThat(asked()).as("it is asked once").isEmpty();
        pruning.get("june-1-2").getStatus().storageState = CopyState.REMOVING;
        assertThat(asked()).as("one at a time").isEmpty();

        gone("june-1-2");
        Decision next = pruning.decide();
        assertThat(next.marked().getMetadata().getName()).isEqualTo("june-1-1");
        assertThat(next.notes()).as("told once").isEmpty();
        gone("june-1-1");
        assertThat(asked()).isEqualTo("june-1 from s3");
        gone("june-1");

        Decision over = pruning.decide();
        assertThat(over.notes()).extracting(Note::message).containsExactly("the chain of june-1 is gone from s3");
        assertThat(pruning.status().removing).isNull();
        assertThat(pruning.status().removingFrom).isNull();
        assertThat(pruning.status().removed).as("it is still there").isNull();
        assertThat(pruning.decide().changed()).as("then there is peace").isFalse();
        assertThat(pruning.plan().text()).contains("stays: june-1: keepWithin 1y in other");
    }

    @Test
    void aCopyGoesTheSameWay() {
        pruning.policy.keepWithin = "1y";
        pruning.storage("other").retention.keepWithin = "7d";

        assertThat(asked()).isEqualTo("june-1-2 from other");
        pruning.get("june-1-2").getStatus().copies.getFirst().state = CopyState.REMOVED;
        assertThat(asked()).isEqualTo("june-1-1 from other");
    }

    @Test
    void itStaysWhereTheOtherStorageHasNotAllOfItAndTheTextSaysSo() {
        pruning.get("june-1-2").getStatus().copies.getFirst().state = CopyState.INCOMPLETE;
        pruning.get("june-1-2").getStatus().retry = World.RETRIES.after(null, World.NOW);

        assertThat(asked()).isEmpty();
        assertThat(pruning.plan().text())
                .contains("stays: june-1: keepWithin 1y in other; stays in s3, beyond keepWithin 7d in s3:"
                        + " june-1-2 is not complete in other");
    }

    @Test
    void ofADamagedChainNothingGoesFromAnywhere() {
        Pruning.condition(pruning.get("june-1-1"), "Verified", "False", "ObjectDamaged");

        assertThat(asked()).isEmpty();
        assertThat(pruning.plan().text()).contains("backup june-1-1 is known to be damaged");
    }

    @Test
    void whoChangesHisMindBeforeItIsBegunIsHeard() {
        pruning.decide();
        Pruning.pin(old, "forever");

        Decision decision = pruning.decide();

        assertThat(Removal.text((PerconaServerMySQLBackup) decision.marked())).isEmpty();
        assertThat(pruning.status().removing).isNull();
        assertThat(pruning.decide().marked()).isNull();
    }

    @Test
    void whatIsBegunIsEndedWhateverTheRulesSay() {
        pruning.decide();
        pruning.get("june-1-2").getStatus().storageState = CopyState.REMOVING;
        Pruning.pin(old, "forever");

        assertThat(asked()).isEmpty();
        assertThat(pruning.status().removing).isEqualTo("june-1-2");
        gone("june-1-2");
        assertThat(asked()).as("and goes no further").isEmpty();
        assertThat(pruning.status().removing).isNull();
    }

    @Test
    void whyItDoesNotGoIsTold() {
        pruning.decide();
        PerconaServerMySQLBackup member = pruning.get("june-1-2");
        member.getStatus().storageState = CopyState.REMOVING;
        Pruning.condition(member, "RemovedFrom", "False", "StorageUnreachable");

        Decision decision = pruning.decide();
        assertThat(pruning.status().failing)
                .isEqualTo("backup june-1-2 does not go from s3: what StorageUnreachable says");
        assertThat(pruning.status().failed).isEqualTo(1);
        assertThat(decision.notes()).extracting(Note::reason).containsExactly("PruneFailed");
        assertThat(pruning.decide().notes()).isEmpty();

        Pruning.condition(member, "RemovedFrom", "True", "Removed");
        gone("june-1-2");
        pruning.decide();
        assertThat(pruning.status().failing).isNull();
    }

    @Test
    void anUnwrittenStatusOfTheClusterAsksNobodyTwice() {
        pruning.decide();
        pruning.status().removing = null;
        pruning.status().removingFrom = null;

        assertThat(asked()).isEmpty();
        assertThat(pruning.status().removing).isEqualTo("june-1-2");
    }

    @Test
    void wholeChainsGoFirst() {
        PerconaServerMySQLBackup ancient = pruning.chain(2, 0);
        pruning.policy.keepWithin = "7d";

        Decision decision = pruning.decide();

        assertThat(decision.next()).isEqualTo(Next.DELETE_CHILD);
        assertThat(decision.child()).isSameAs(ancient);
        assertThat(List.of(old.getMetadata().getAnnotations())).noneMatch(each -> each.containsValue("s3"));
    }

    @Test
    void aStorageWhoseNameIsThatOfTwoPlacesIsNamedByItsDestination() {
        world.backups.forEach(backup -> backup.getStatus().copies.clear());
        world.backups.forEach(backup -> Copied.in("s3", "elsewhere", backup, CopyState.COMPLETE));

        assertThat(pruning.plan().text()).contains("as it was");
        StoredPlace place = StoredPlace.of(old).getFirst();
        assertThat(place.handle(old)).isEqualTo(old.getStatus().destination);
        assertThat(StoredPlace.named(old, place.handle(old))).contains(place);
        assertThat(StoredPlace.named(old, "s3")).isEmpty();
    }
}
