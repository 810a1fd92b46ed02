package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapTest {
    @TempDir
    Path folder;

    @Test
    void theRealDiskDoesWhatTheTestsOfCrashesPretend() {
        DataDirectory data = DataDirectory.staged(folder);
        Swap swap = Swap.open(data.workplace());
        assertThat(swap.state()).isEqualTo(Swap.State.NONE);

        swap.swap();
        swap.swap();
        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
        data.serve();
        swap.rollBack();
        swap.rollBack();

        assertThat(data.data()).isEqualTo(DataDirectory.OLD);
        assertThat(swap.state()).isEqualTo(Swap.State.ROLLED_BACK);
        data.workplace().clear();
        assertThat(data.hasTraces()).isFalse();
    }

    @Test
    void keptOldDataGoesWithTheSecondAccept() {
        DataDirectory data = DataDirectory.staged(folder);
        Swap swap = Swap.open(data.workplace());
        swap.swap();

        swap.accept(true);
        assertThat(data.oldData()).isEqualTo(DataDirectory.OLD);
        assertThat(Workplace.restores(folder)).containsExactly("r1");
        refused("cannot be rolled back", swap::rollBack);
        refused("still holds old data", data.workplace()::clear);

        swap.accept(false);
        swap.accept(false);
        assertThat(data.hasTraces()).isFalse();
        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
    }

    @Test
    void anEmptyVolumeIsRestoredAndRolledBack() throws IOException {
        Workplace workplace = new Workplace(folder, "r1");
        Files.writeString(workplace.stage().freshIncoming().resolve("ibdata1"), "new");
        Swap swap = Swap.open(workplace);

        swap.swap();
        assertThat(folder.resolve("ibdata1")).hasContent("new");
        swap.rollBack();
        workplace.clear();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void dataWithoutSystemTablespaceIsNotSwappedIn() throws IOException {
        DataDirectory data = DataDirectory.staged(folder);
        Files.delete(data.workplace().incoming().resolve("ibdata1"));

        refused("has no ibdata1", Swap.open(data.workplace())::swap);

        assertThat(data.data()).isEqualTo(DataDirectory.OLD);
        assertThat(Swap.open(data.workplace()).state()).isEqualTo(Swap.State.NONE);
    }

    @Test
    void acceptRefusesWhatWasNeverSwapped() {
        DataDirectory data = DataDirectory.staged(folder);

        refused("cannot be accepted", () -> Swap.open(data.workplace()).accept(false));

        assertThat(data.data()).isEqualTo(DataDirectory.OLD);
    }

    @Test
    void acceptRefusesWhereTheNewDataIsGone() throws IOException {
        DataDirectory data = DataDirectory.staged(folder);
        Swap swap = Swap.open(data.workplace());
        swap.swap();
        Files.delete(folder.resolve("ibdata1"));

        refused("has no ibdata1", () -> swap.accept(false));

        assertThat(data.oldData()).isEqualTo(DataDirectory.OLD);
    }

    @Test
    void aNameClashIsAnErrorAndNothingIsOverwritten() {
        DataDirectory data = DataDirectory.staged(folder);
        stopAfterStarted(data);
        // What a server does that starts between two attempts.
        data.write(folder, Map.of("stranger", "server", "ibdata1", "server"));
        data.write(data.workplace().old(), Map.of("ibdata1", "old"));

        refused("ibdata1 is both in", Swap.open(data.workplace())::swap);

        Swap.open(data.workplace()).rollBack();
        assertThat(data.data()).isEqualTo(DataDirectory.OLD);
    }

    @Test
    void aStrangerDuringTheSwapStopsIt() {
        DataDirectory data = DataDirectory.staged(folder);
        stopAfterStarted(data);
        data.write(folder, Map.of("stranger", "server"));

        refused("[stranger] appeared", Swap.open(data.workplace())::swap);

        Swap.open(data.workplace()).rollBack();
        assertThat(data.data()).isEqualTo(DataDirectory.OLD);
    }

    @Test
    void aLostOldEntryStopsTheRollBackBeforeAnythingMoves() throws IOException {
        DataDirectory data = DataDirectory.staged(folder);
        Swap swap = Swap.open(data.workplace());
        swap.swap();
        Files.delete(data.workplace().old().resolve("ibdata1"));

        refused("old data [ibdata1] is not in", swap::rollBack);

        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
        assertThat(swap.state()).isEqualTo(Swap.State.SWAPPED);
    }

    @Test
    void aDamagedJournalIsNotGuessedAt() throws IOException {
        DataDirectory data = DataDirectory.staged(folder);
        Swap swap = Swap.open(data.workplace());
        swap.swap();
        Path journal = data.workplace().journal();
        Files.writeString(journal, Files.readString(journal).replace("SWAPPED", "STARTED"));

        refused("is damaged", swap::rollBack);
        refused("is damaged", data.workplace()::clear);
        refused("is damaged", data.workplace().stage()::discard);
    }

    @Test
    void oldDataWithoutJournalIsNotTouched() {
        DataDirectory data = DataDirectory.staged(folder);
        data.write(data.workplace().old(), Map.of("ibdata1", "precious"));

        refused("there is no journal", Swap.open(data.workplace())::swap);
        refused("still holds old data", data.workplace()::clear);

        assertThat(data.oldData()).containsEntry("ibdata1", "precious");
    }

    /** As after a crash right behind the first journal. */
    private static void stopAfterStarted(DataDirectory data) {
        Swap swap = null;
        for (int n = 0; swap == null || swap.state() == Swap.State.NONE; n++) {
            swap = data.swap(FaultyOperations.killedAfter(n));
            assertThatThrownBy(swap::swap).isInstanceOf(FaultyOperations.Crash.class);
        }
        assertThat(swap.state()).isEqualTo(Swap.State.STARTED);
        refused("in the middle of its swap", data.workplace().stage()::discard);
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SwapFailed))
                .hasMessageContaining(message);
    }
}
