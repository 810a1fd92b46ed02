package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data directories in which a swap is stopped, and what has to hold afterwards. Of the pairs of two stops every fifth is
 * tried, of power failures a few hundred; {@code -Dcrash.stride=1} tries all pairs, and five times as many failures.
 */
abstract class SwapCrashes {
    enum Verb {
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

    @TempDir(factory = MemoryDisk.class)
    Path folder;

    static final int STRIDE = Integer.getInteger("crash.stride", 5);

    private int made;

    void requireSwapped(DataDirectory data) {
        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
        assertThat(data.oldData()).isEqualTo(DataDirectory.OLD);
        assertThat(data.swap(FaultyOperations.never()).state()).isEqualTo(Swap.State.SWAPPED);
        forget(data);
    }

    void requireRolledBack(DataDirectory data) {
        assertThat(data.data()).isEqualTo(DataDirectory.OLD);
        assertThat(Trees.exists(data.root().resolve("lost+found/inode"))).isTrue();
        data.workplace().clear();
        assertThat(data.hasTraces()).isFalse();
        forget(data);
    }

    void requireAccepted(DataDirectory data) {
        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
        assertThat(data.hasTraces()).isFalse();
        assertThat(Trees.exists(data.root().resolve("lost+found/inode"))).isTrue();
        forget(data);
    }

    /** Every old file is in the data directory or aside, with its content, and no entry is in both. */
    static void requireNothingOldIsLost(DataDirectory data) {
        Map<String, String> aside = data.oldData();
        Map<String, String> here = data.data();
        DataDirectory.OLD.forEach((name, content) ->
                assertThat(aside.getOrDefault(name, here.get(name))).as(name).isEqualTo(content));
    }

    DataDirectory staged() {
        return DataDirectory.staged(folder.resolve("d" + made++));
    }

    DataDirectory swapped() {
        DataDirectory data = staged();
        data.swap(FaultyOperations.never()).swap();
        return data;
    }

    DataDirectory served() {
        DataDirectory data = swapped();
        data.serve();
        return data;
    }

    static int count(DataDirectory data, Verb verb) {
        FaultyOperations files = FaultyOperations.never();
        verb.run(data.swap(files));
        return files.done();
    }

    static boolean crash(DataDirectory data, int point, Verb verb) {
        return run(data.swap(FaultyOperations.killedAfter(point)), verb);
    }

    static boolean run(Swap swap, Verb verb) {
        try {
            verb.run(swap);
            return false;
        } catch (FaultyOperations.Crash e) {
            return true;
        }
    }

    static void forget(DataDirectory data) {
        Trees.delete(data.root());
    }

    static void report(String what, int points) {
        System.out.println("crash points tried: " + what + ": " + points);
    }
}
