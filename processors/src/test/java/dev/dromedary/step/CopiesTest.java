package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.CopyTargets;
import dev.dromedary.run.RunResult.CopyFacts;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private static final Duration LONG = Duration.ofDays(1);
    private final BackupException down =
            new BackupException(Reason.StorageUnreachable, "nobody answers", "look at the network");

    private final Copy one = copy("one");
    private final Copy two = copy("two");

    private static Copy copy(String name) {
        return new Copy(target(name, "/copies/" + name), new MemoryStorage());
    }

    private static CopyTarget target(String name, String folder) {
        return new CopyTarget(
                name,
                new StorageDescription("file", Map.of("directory", folder), null, true),
                "file://" + folder + "/shop-2026-01-01-00:00:00-full");
    }

    private Copies copies(int required, Duration patience) {
        return new Copies(List.of(one, two), required, patience);
    }

    private void failOne(Copy copy) {
        if (copy.equals(one)) {
            throw down;
        }
    }

    /** What one holds of its run, as the spool with its buffers, goes with the run. */
    @Test
    void runsWithoutCopiesShareNothing() {
        CamelContext context = new DefaultCamelContext();

        assertThat(Copies.of(new DefaultExchange(context))).isNotSameAs(Copies.of(new DefaultExchange(context)));
    }

    @Test
    void aCopyThatFailsIsLeftOutFromThenOn() {
        Copies copies = copies(1, LONG);

        copies.each(this::failOne);
        copies.each(copy -> copy.completed());

        assertThat(copies.facts())
                .containsExactly(
                        new CopyFacts("one", false, "StorageUnreachable", "nobody answers"),
                        new CopyFacts("two", true, null, null));
    }

    @Test
    void withoutOneThatIsRequiredNothingGoesOn() {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> copies(2, LONG).each(this::failOne))
                .withMessage("the copy in storage one is required (2 of 2 are): nobody answers")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.StorageUnreachable))
                .satisfies(e -> assertThat(e.hint()).isEqualTo("look at the network"));
    }

    @Test
    void oneThatTakesTooLongIsStoppedAndTheOtherIsNot() {
        AtomicBoolean stopped = new AtomicBoolean();
        Copies copies = copies(1, Duration.ZERO);

        copies.each(copy -> {
            if (copy.equals(one)) {
                stopped.set(waitInVain());
            }
        });

        assertThat(stopped).as("nothing is at work any more").isTrue();
        assertThat(one.failure())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Reason.CopyTooSlow));
        assertThat(two.failure()).isEmpty();
    }

    private static boolean waitInVain() {
        try {
            new CountDownLatch(1).await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void amidTheStreamNoCopyIsWaitedForWhileTheSpoolFills() {
        Copies copies = copies(0, LONG);
        AtomicBoolean full = new AtomicBoolean(true);
        copies.crowdedWhen(full::get);

        List<CopyWork> work = copies.begin(copy -> {
            if (copy.equals(two)) {
                waitInVain();
            }
        });
        copies.awaitAmidTheStream(work);
        work.forEach(CopyWork::end);

        assertThat(two.failure()).hasValueSatisfying(why -> assertThat(why).hasMessageContaining("the spool fills"));
    }

    @Test
    void aCopyThatCannotBeOpenedIsOneThatHasFailed() {
        CopyTargets targets = new CopyTargets(List.of(target("bad", "/bad"), target("good", "/good")), 1);

        Copies copies = Copies.open(targets, "x/shop-2026-01-01-00:00:00-full", LONG, (number, target) -> {
            if (number == 0) {
                throw down;
            }
            return new MemoryStorage();
        });

        assertThat(copies.alive()).extracting(Copy::name).containsExactly("good");
        assertThatNoException().isThrownBy(copies::requireEnough);
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> copies.all().getFirst().storage().list("x/"))
                .isSameAs(down);
    }
}
