package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stops before each single change of the disk, then goes on or back. Of the pairs of two stops every fifth is tried, of
 * power failures a few hundred; {@code -Dcrash.stride=1} tries all pairs, and five times as many failures.
 */
class SwapCrashTest {
    private enum Verb {
        SWAP,
        BACK,
        ACCEPT,
        ACCEPT_AND_KEEP;

        void run(Swap swap) {
            switch (this) {
                case SWAP -> swap.swap();
                case BACK -> swap.rollBack();
                case ACCEPT -> swap.accept(false);
                case ACCEPT_AND_KEEP -> swap.accept(true);
            }
        }
    }

    @TempDir
    Path folder;

    private static final int STRIDE = Integer.getInteger("crash.stride", 5);

    private int made;

    @Test
    void aSwapKilledAnywhereIsFinished() {
        int points = count(staged(), Verb.SWAP);
        for (int n = 0; n < points; n++) {
            for (int m = n % STRIDE; m < points; m += STRIDE) {
                DataDirectory data = staged();
                crash(data, n, Verb.SWAP);
                crash(data, m, Verb.SWAP);
                data.swap(FaultyOperations.never()).swap();
                requireSwapped(data);
            }
        }
        report("swap, swap", points * points / STRIDE);
    }

    @Test
    void aSwapKilledAnywhereIsRolledBackThoughThatIsKilledToo() {
        int combinations = 0;
        int points = count(staged(), Verb.SWAP);
        for (int n = 0; n < points; n++) {
            boolean killed = true;
            for (int m = n % STRIDE; killed; m += STRIDE, combinations++) {
                DataDirectory data = staged();
                crash(data, n, Verb.SWAP);
                killed = crash(data, m, Verb.BACK);
                data.swap(FaultyOperations.never()).rollBack();
                requireRolledBack(data);
            }
        }
        report("swap, roll back", combinations);
    }

    @Test
    void aServedSwapIsRolledBackThoughThatIsKilledTwice() {
        int points = count(served(), Verb.BACK);
        for (int n = 0; n < points; n++) {
            for (int m = n % STRIDE; m < points; m += STRIDE) {
                DataDirectory data = served();
                crash(data, n, Verb.BACK);
                requireNothingOldIsLost(data);
                crash(data, m, Verb.BACK);
                data.swap(FaultyOperations.never()).rollBack();
                requireRolledBack(data);
            }
        }
        report("served, roll back, roll back", points * points / STRIDE);
    }

    @Test
    void aRollBackGoesOnWhereAServerRanInTheMiddleOfIt() {
        int points = count(served(), Verb.BACK);
        for (int n = 0; n < points; n++) {
            DataDirectory data = served();
            crash(data, n, Verb.BACK);
            if (!Files.exists(data.root().resolve("ibdata1"))) {
                data.write(data.root(), Map.of("ibdata1", "initialised", "stranger", "initialised"));
            }
            data.swap(FaultyOperations.never()).rollBack();
            requireRolledBack(data);
        }
        report("served, roll back, served, roll back", points);
    }

    @Test
    void anAcceptKilledAnywhereNeverShowsHalfOldData() {
        for (Verb next : List.of(Verb.ACCEPT, Verb.ACCEPT_AND_KEEP)) {
            int points = count(swapped(), Verb.ACCEPT);
            for (int n = 0; n < points; n++) {
                DataDirectory data = swapped();
                crash(data, n, Verb.ACCEPT);
                assertThat(data.oldData()).isIn(DataDirectory.OLD, Map.of());
                next.run(data.swap(FaultyOperations.never()));
                assertThat(data.oldData()).isIn(DataDirectory.OLD, Map.of());
                Verb.ACCEPT.run(data.swap(FaultyOperations.never()));
                requireAccepted(data);
            }
            report("accept", points);
        }
    }

    @Test
    void keepingOldDataMayBeKilledAnywhere() {
        int points = count(swapped(), Verb.ACCEPT_AND_KEEP);
        for (int n = 0; n < points; n++) {
            DataDirectory data = swapped();
            crash(data, n, Verb.ACCEPT_AND_KEEP);
            data.swap(FaultyOperations.never()).accept(true);
            assertThat(data.oldData()).isEqualTo(DataDirectory.OLD);
            assertThat(data.data()).isEqualTo(DataDirectory.NEW);
            assertThat(Trees.exists(data.workplace().base())).isFalse();
        }
        report("accept and keep", points);
    }

    @Test
    void powerMayBeLostAgainAndAgain() {
        Random chance = new Random(4711);
        int rolledBack = 0;
        for (int i = 0; i < 2000 / STRIDE; i++) {
            DataDirectory data = staged();
            Swap.State state = Swap.State.NONE;
            for (int failures = chance.nextInt(6); failures > 0; failures--) {
                boolean goBack =
                        state == Swap.State.ROLLING_BACK || state == Swap.State.ROLLED_BACK || chance.nextInt(4) == 0;
                FaultyOperations files = FaultyOperations.powerLostAfter(chance.nextInt(60), chance);
                run(data.swap(files), goBack ? Verb.BACK : Verb.SWAP);
                requireNothingOldIsLost(data);
                state = data.swap(files).state();
            }
            boolean goBack = state.compareTo(Swap.State.SWAPPED) > 0 || chance.nextBoolean();
            (goBack ? Verb.BACK : Verb.SWAP).run(data.swap(FaultyOperations.never()));
            if (goBack) {
                requireRolledBack(data);
                rolledBack++;
            } else {
                requireSwapped(data);
            }
        }
        report("power lost, of these rolled back " + rolledBack, 2000 / STRIDE);
    }

    @Test
    void powerMayBeLostWhileAccepting() {
        Random chance = new Random(42);
        for (int i = 0; i < 500 / STRIDE; i++) {
            DataDirectory data = swapped();
            run(data.swap(FaultyOperations.powerLostAfter(chance.nextInt(60), chance)), Verb.ACCEPT);
            assertThat(data.data()).isEqualTo(DataDirectory.NEW);
            assertThat(data.oldData()).isIn(DataDirectory.OLD, Map.of());
            Verb.ACCEPT.run(data.swap(FaultyOperations.never()));
            requireAccepted(data);
        }
        report("power lost while accepting", 500 / STRIDE);
    }

    @Test
    void nothingGoesForwardOnceARollBackHasBegun() {
        int points = count(served(), Verb.BACK);
        for (int n = 0; n < points; n++) {
            DataDirectory data = served();
            crash(data, n, Verb.BACK);
            Swap swap = data.swap(FaultyOperations.never());
            if (swap.state() != Swap.State.SWAPPED) {
                assertThatThrownBy(swap::swap).isInstanceOf(BackupException.class);
                assertThatThrownBy(() -> swap.accept(false)).isInstanceOf(BackupException.class);
            }
            requireNothingOldIsLost(data);
        }
    }

    private void requireSwapped(DataDirectory data) {
        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
        assertThat(data.oldData()).isEqualTo(DataDirectory.OLD);
        assertThat(data.swap(FaultyOperations.never()).state()).isEqualTo(Swap.State.SWAPPED);
        forget(data);
    }

    private void requireRolledBack(DataDirectory data) {
        assertThat(data.data()).isEqualTo(DataDirectory.OLD);
        assertThat(Trees.exists(data.root().resolve("lost+found/inode"))).isTrue();
        data.workplace().clear();
        assertThat(data.hasTraces()).isFalse();
        forget(data);
    }

    private void requireAccepted(DataDirectory data) {
        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
        assertThat(data.hasTraces()).isFalse();
        assertThat(Trees.exists(data.root().resolve("lost+found/inode"))).isTrue();
        forget(data);
    }

    /** Every old file is in the data directory or aside, with its content, and no entry is in both. */
    private static void requireNothingOldIsLost(DataDirectory data) {
        Map<String, String> aside = data.oldData();
        Map<String, String> here = data.data();
        DataDirectory.OLD.forEach((name, content) ->
                assertThat(aside.getOrDefault(name, here.get(name))).as(name).isEqualTo(content));
    }

    private DataDirectory staged() {
        return DataDirectory.staged(folder.resolve("d" + made++));
    }

    private DataDirectory swapped() {
        DataDirectory data = staged();
        data.swap(FaultyOperations.never()).swap();
        return data;
    }

    private DataDirectory served() {
        DataDirectory data = swapped();
        data.serve();
        return data;
    }

    private static int count(DataDirectory data, Verb verb) {
        FaultyOperations files = FaultyOperations.never();
        verb.run(data.swap(files));
        return files.done();
    }

    private static boolean crash(DataDirectory data, int point, Verb verb) {
        return run(data.swap(FaultyOperations.killedAfter(point)), verb);
    }

    private static boolean run(Swap swap, Verb verb) {
        try {
            verb.run(swap);
            return false;
        } catch (FaultyOperations.Crash e) {
            return true;
        }
    }

    private static void forget(DataDirectory data) {
        Trees.delete(data.root());
    }

    private static void report(String what, int points) {
        System.out.println("crash points tried: " + what + ": " + points);
    }
}
