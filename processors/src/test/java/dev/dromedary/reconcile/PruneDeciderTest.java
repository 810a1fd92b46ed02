package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Retry;
import dev.dromedary.reconcile.Decision.Next;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PruneDeciderTest {
    private final Pruning pruning = new Pruning();

    @Test
    void theOldestChainGoesAndTheNextWhenItIsGone() {
        PerconaServerMySQLBackup first = pruning.chain(1, 2);
        pruning.chain(2, 0);
        pruning.chain(3, 0);
        pruning.policy.keepLast = 1;

        Decision begun = pruning.decide();
        assertThat(begun.next()).isEqualTo(Next.DELETE_CHILD);
        assertThat(begun.child()).isSameAs(first);
        assertThat(begun.changed()).isTrue();
        assertThat(Pruning.reasons(begun)).containsExactly("Pruning");
        assertThat(begun.notes().getFirst().message())
                .isEqualTo("the chain of june-1, 3 backups, goes: beyond keepLast 1 in s3");
        assertThat(pruning.status().removing).isEqualTo("june-1");

        World.deleted(first);
        pruning.gone("june-1-1");
        pruning.gone("june-1-2");
        assertThat(pruning.goes()).as("one at a time").isEmpty();

        pruning.gone("june-1");
        Decision next = pruning.decide();
        assertThat(next.child().getMetadata().getName()).isEqualTo("june-2");
        assertThat(Pruning.reasons(next)).containsExactly("Pruned", "Pruning");
        assertThat(pruning.status().removed).isEqualTo(1);
        assertThat(pruning.status().lastTime).isEqualTo(World.NOW.toString());

        pruning.gone("june-2");
        assertThat(pruning.goes()).isEmpty();
        assertThat(pruning.status().removed).isEqualTo(2);
        assertThat(pruning.status().removing).isNull();
        assertThat(pruning.decide().changed()).as("then there is peace").isFalse();
    }

    @Test
    void whatWasNotDeletedYetIsAskedForAgainWithoutAnotherWord() {
        pruning.chain(1, 0);
        pruning.chain(2, 0);
        pruning.policy.keepLast = 1;
        pruning.decide();

        Decision again = pruning.decide();

        assertThat(again.child().getMetadata().getName()).isEqualTo("june-1");
        assertThat(again.changed()).isFalse();
        assertThat(again.notes()).isEmpty();
    }

    @Test
    void whoseOwnerHasChangedHisMindStays() {
        PerconaServerMySQLBackup first = pruning.chain(1, 0);
        pruning.chain(2, 0);
        pruning.policy.keepLast = 1;
        pruning.decide();
        Pruning.pin(first, "forever");

        assertThat(pruning.goes()).isEmpty();

        assertThat(pruning.status().removing).isNull();
        assertThat(pruning.status().removed).isNull();
    }

    @Test
    void theIncrementsOfABaseGoBeforeIt() {
        PerconaServerMySQLBackup first = pruning.chain(1, 2);
        pruning.chain(2, 0);
        pruning.policy.keepLast = 1;
        pruning.decide();
        World.deleted(first);

        assertThat(pruning.goes()).isEqualTo("june-1-2");
        World.deleted(pruning.get("june-1-2"));
        assertThat(pruning.goes()).as("it is on its way").isEmpty();
        pruning.gone("june-1-2");
        assertThat(pruning.goes()).isEqualTo("june-1-1");
    }

    @Test
    void aStorageThatDoesNotAnswerCostsOneChainOnly() {
        PerconaServerMySQLBackup first = pruning.chain(1, 0);
        pruning.chain(2, 0);
        pruning.chain(3, 0);
        pruning.policy.keepLast = 1;
        pruning.decide();
        World.deleted(first);
        first.getStatus().retry = new Retry();
        Pruning.condition(first, Deletion.REMOVED, "False", "StorageUnreachable");

        Decision failing = pruning.decide();
        assertThat(failing.next()).isEqualTo(Next.WAIT);
        assertThat(Pruning.reasons(failing)).containsExactly("PruneFailed");
        assertThat(pruning.status().failing).isEqualTo("backup june-1 does not go: what StorageUnreachable says");
        assertThat(pruning.decide().changed()).as("told once").isFalse();
        assertThat(pruning.status().failed).isEqualTo(1);

        pruning.gone("june-1");
        assertThat(pruning.goes()).isEqualTo("june-2");
        assertThat(pruning.status().failing).isNull();
    }

    @Test
    void whatGoesAlreadyIsNoneOfThatAreKept() {
        World.deleted(pruning.chain(3, 0));
        pruning.chain(2, 0);
        pruning.chain(1, 0);
        pruning.policy.keepLast = 2;

        assertThat(pruning.goes()).isEmpty();
    }

    @Test
    void itIsLookedAtAgainWhenTheNextGoes() {
        pruning.chain(10, 0);
        pruning.chain(12, 0);
        pruning.chain(14, 0);
        pruning.policy.keepWithin = "7d";

        Decision decision = pruning.decide();

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(decision.again())
                .isEqualTo(Duration.between(World.NOW, java.time.Instant.parse(Pruning.time(17, 1))));
        pruning.at(Pruning.time(17, 1));
        assertThat(pruning.goes()).isEqualTo("june-10");
    }

    @Test
    void failedRunsGoAfterTheirOwnAge() {
        pruning.chain(1, 0);
        PerconaServerMySQLBackup failed = pruning.chain(2, 0);
        failed.getStatus().state = BackupState.FAILED;
        failed.getStatus().completed = null;
        PerconaServerMySQLBackup pinned = pruning.chain(3, 0);
        pinned.getStatus().state = BackupState.ERROR;
        Pruning.pin(pinned, "forever");
        assertThat(pruning.goes()).isEmpty();
        pruning.policy.failedAfter = "14d";
        assertThat(pruning.goes()).isEmpty();
        assertThat(pruning.decide().again())
                .isEqualTo(Duration.between(World.NOW, java.time.Instant.parse(Pruning.time(16, 1))));

        pruning.at(Pruning.time(16, 1));
        Decision decision = pruning.decide();

        assertThat(decision.child()).isSameAs(failed);
        assertThat(decision.notes().getFirst().message())
                .isEqualTo("backup june-2, which failed, goes: failedAfter 14d");
        assertThat(pruning.status().removing).as("it is no chain").isNull();
        World.deleted(failed);
        assertThat(pruning.goes()).isEmpty();
    }

    @Test
    void whatAFailedRunHasLeftIsRemovedFirst() {
        pruning.chain(1, 0);
        PerconaServerMySQLBackup failed = pruning.chain(2, 0);
        failed.getStatus().state = BackupState.FAILED;
        Pruning.condition(failed, BackupDecider.CLEANED, "False", "StorageUnreachable");
        pruning.policy.failedAfter = "1d";

        assertThat(pruning.goes()).isEmpty();
    }

    @Test
    void incrementsWhoseBaseIsGoneGoLastFirst() {
        pruning.chain(1, 2);
        pruning.gone("june-1");
        pruning.chain(2, 0);
        pruning.policy.keepLast = 1;

        assertThat(pruning.goes()).isEqualTo("june-1-2");
        World.deleted(pruning.get("june-1-2"));
        assertThat(pruning.goes()).isEmpty();
        pruning.gone("june-1-2");
        assertThat(pruning.goes()).isEqualTo("june-1-1");
    }
}
