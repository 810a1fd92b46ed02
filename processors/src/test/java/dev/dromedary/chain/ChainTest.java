package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ChainTest {
    private final Member base = Manifests.base("base", 1000);
    private final Member first = Manifests.increment("first", base, 1000, 2000, 2100);
    private final Member second = Manifests.increment("second", first, 2000, 3000, 3100);

    @Test
    void aChainIsFollowedFromItsBaseToItsTip() {
        assertThat(Chain.of(base, List.of(second, first)).members()).containsExactly(base, first, second);
    }

    @Test
    void aChainEndsWhereItIsAskedTo() {
        assertThat(Chain.endingIn(first, List.of(second, first, base)).members())
                .containsExactly(base, first);
    }

    @Test
    void anIdleServerGivesIncrementsThatOnlyTheirParentsTellApart() {
        Member idle = Manifests.increment("idle", base, 1000, 1000, 1100);
        Member idler = Manifests.increment("idler", idle, 1000, 1000, 1100);

        assertThat(Chain.of(base, List.of(idler, idle)).members()).endsWith(idle, idler);
    }

    @Property(tries = 200)
    void theOrderOfAListingDecidesNothing(@ForAll @IntRange(min = 1, max = 30) int length, @ForAll Random random) {
        List<Member> chain = new ArrayList<>(List.of(base));
        for (int i = 0; i < length; i++) {
            Member parent = chain.getLast();
            long from = parent.manifest().to().value();
            long to = from + random.nextInt(2) * 10L;
            long last = Math.max(parent.manifest().last().value(), to);
            chain.add(Manifests.increment("i" + random.nextInt(1000) + "-" + i, parent, from, to, last));
        }
        List<Member> listing = new ArrayList<>(chain);
        Collections.shuffle(listing, random);

        assertThat(Chain.of(base, listing).members()).containsExactlyElementsOf(chain);
    }

    @Test
    void twoChildrenOfOneParentAreNamed() {
        Member twin = Manifests.increment("twin", base, 1000, 2000, 2100);

        assertRefused(Reason.ChainForked, () -> Chain.of(base, List.of(first, twin)), "first", "twin");
    }

    @Test
    void aForkedChainCanStillBeRestored() {
        Member twin = Manifests.increment("twin", base, 1000, 2000, 2100);

        assertThat(Chain.endingIn(twin, List.of(base, first, twin)).members()).containsExactly(base, twin);
    }

    @Test
    void aMissingAncestorIsNamed() {
        assertRefused(Reason.ChainBroken, () -> Chain.endingIn(second, List.of(base, second)), "first", "missing");
    }

    @Test
    void aReplacedAncestorIsNoticed() {
        Member other = new Member(first.manifest(), "another hash");

        assertRefused(Reason.ChainBroken, () -> Chain.endingIn(second, List.of(base, other)), "not the backup it was");
    }

    @Test
    void membersThatGoRoundInACircleComeToAnEnd() {
        Manifest back = base.manifest().childOf(second);
        Member circle = new Member(back, base.sha256());

        assertRefused(
                Reason.ChainBroken,
                () -> Chain.endingIn(second, List.of(circle, first)),
                "base",
                "not the backup it was");
        assertThatThrownBy(() -> Chain.of(circle, List.of(first, second, circle)))
                .isInstanceOf(BackupException.class);
    }

    @Test
    void aGapInTheLsnsIsNoticed() {
        Member gap = Manifests.increment("gap", base, 1500, 2000, 2100);

        assertRefused(
                Reason.ChainBroken, () -> Chain.endingIn(gap, List.of(base)), "starts at lsn 1500", "ends at 1000");
    }

    @Test
    void anotherLineageIsNoticedThoughTheLsnsFit() {
        Lineage restored = new Lineage("", "8:1/data/78/2026-01-02T00:00:00Z", "mariadb 10.11");
        Member child =
                Manifests.member(Manifests.manifest("child", BackupType.INCREMENTAL, 1000, 2000, 2100, base, restored));

        assertRefused(Reason.ChainBroken, () -> Chain.endingIn(child, List.of(base)), "data directory");
    }

    @Test
    void aRedoLogThatEndsBeforeItsParentsIsNoticed() {
        Member early = Manifests.increment("early", first, 2000, 2000, 2050);

        assertRefused(Reason.ChainBroken, () -> Chain.endingIn(early, List.of(base, first)), "redo log");
    }

    @Test
    void anIncrementIsNoBase() {
        Member lonely = Manifests.member(
                Manifests.manifest("lonely", BackupType.INCREMENTAL, 5, 6, 7, null, Manifests.LINEAGE));

        assertRefused(Reason.ChainBroken, () -> Chain.endingIn(lonely, List.of()), "without a base");
    }

    private static void assertRefused(Reason reason, ThrowingCallable call, String... texts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(texts);
    }
}
