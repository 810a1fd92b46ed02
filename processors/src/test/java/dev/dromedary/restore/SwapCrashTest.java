package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stops before each single change of the disk, then goes on or back. */
class SwapCrashTest extends SwapCrashes {
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
}
