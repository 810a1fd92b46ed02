package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.reconcile.Decision.Next;
import org.junit.jupiter.api.Test;

/** Whether anything is to be removed of a cluster at all, and what its owner is told where that cannot be read. */
class PruneWishTest {
    private final Pruning pruning = new Pruning();
    private final World world = pruning.world;

    @Test
    void itGoesOnWhileTheClusterIsPausedAndEndsWithIt() {
        pruning.chain(1, 0);
        pruning.chain(2, 0);
        pruning.policy.keepLast = 1;

        world.cluster.getSpec().pause = true;
        assertThat(pruning.goes()).isEqualTo("june-1");
        world.cluster.getMetadata().setDeletionTimestamp(World.NOW.toString());
        assertThat(pruning.goes()).isEmpty();
        assertThat(PruneDecider.concerned(world.cluster)).isFalse();
    }

    @Test
    void withoutARuleOrWithBackupsDisabledNothingIsSaidOrDone() {
        pruning.chain(1, 0);
        pruning.chain(2, 0);

        assertThat(PruneDecider.concerned(world.cluster)).isFalse();
        assertThat(pruning.decide().changed()).isFalse();

        pruning.policy.keepLast = 1;
        world.cluster.getSpec().backup.enabled = false;
        assertThat(PruneDecider.concerned(world.cluster)).isFalse();
        assertThat(pruning.goes()).isEmpty();
    }

    @Test
    void aRuleThatIsTakenAwayIsForgotten() {
        pruning.chain(1, 0);
        pruning.policy.keepLast = 5;
        pruning.decide();
        assertThat(pruning.status().text).isNotEmpty();
        pruning.policy.keepLast = null;

        assertThat(PruneDecider.concerned(world.cluster)).isTrue();
        pruning.decide();
        assertThat(pruning.status().text).isNull();
        assertThat(PruneDecider.concerned(world.cluster)).isFalse();
    }

    @Test
    void aMistakeIsToldOnceAndRemovesNothing() {
        pruning.chain(1, 0);
        pruning.chain(2, 0);
        world.cluster.getSpec().backup.storages.remove("other");
        pruning.policy.keepWithin = "soon";
        pruning.policy.failedAfter = "1 day";

        Decision decision = pruning.decide();

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(Pruning.reasons(decision)).containsExactly("RetentionInvalid", "RetentionInvalid");
        assertThat(pruning.status().text)
                .startsWith(
                        "wrong: failedAfter of storage s3 cannot be read: '1 day' is not how long something is kept")
                .contains("wrong: the retention of storage s3 cannot be read: 'soon' is not how long");
        assertThat(pruning.decide().notes()).isEmpty();
    }

    @Test
    void aStorageMaySayThatAllOfItStays() {
        pruning.chain(1, 0);
        pruning.chain(2, 0);
        pruning.policy.keepLast = 1;
        pruning.storage("s3").retention = new RetentionPolicy();

        assertThat(pruning.goes()).isEmpty();
    }
}
