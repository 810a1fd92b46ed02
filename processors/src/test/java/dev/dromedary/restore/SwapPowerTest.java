package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Loses what was not synced, then goes on or back. */
class SwapPowerTest extends SwapCrashes {
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
}
