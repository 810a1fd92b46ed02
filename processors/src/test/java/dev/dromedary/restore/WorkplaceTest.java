package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkplaceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../mysql", "a/b", "/etc", "A", "a..b", "-a", "a-", "a\n", "a_b", "ä"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> new Workplace(folder, name))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is no name of a restore");
    }

    @Test
    void namesAreBounded() {
        assertThat(new Workplace(folder, "a".repeat(253)).base())
                .isEqualTo(folder.resolve(".dromedary/" + "a".repeat(253) + "/base"));
        assertThatThrownBy(() -> new Workplace(folder, "a".repeat(254))).isInstanceOf(BackupException.class);
    }

    @Test
    void anIncrementAlwaysStartsEmpty() throws IOException {
        Workplace workplace = new Workplace(folder, "r.1-a");
        Files.writeString(workplace.stage().freshIncrement(1).resolve("t.delta"), "used");

        assertThat(workplace.stage().freshIncrement(1)).isEmptyDirectory();
        assertThat(workplace.stage().freshBase()).isEmptyDirectory();
        assertThat(Workplace.restores(folder)).containsExactly("r.1-a");
    }

    @Test
    void discardingTheStageLeavesOldDataAlone() throws IOException {
        DataDirectory data = DataDirectory.staged(folder);
        Swap.open(data.workplace()).swap();
        data.workplace().stage().freshBase();

        data.workplace().stage().discard();

        assertThat(data.oldData()).isEqualTo(DataDirectory.OLD);
        assertThat(data.workplace().journal()).exists();
        assertThat(data.workplace().base()).doesNotExist();
    }

    @Test
    void clearingOneRestoreLeavesTheOther() throws IOException {
        new Workplace(folder, "one").stage().freshBase();
        new Workplace(folder, "two").stage().freshBase();

        new Workplace(folder, "one").clear();
        new Workplace(folder, "one").clear();

        assertThat(Workplace.restores(folder)).containsExactly("two");
        new Workplace(folder, "two").clear();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkInPlaceOfOurFolderIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(folder.resolve(".dromedary"), elsewhere);

        assertThatThrownBy(new Workplace(folder, "r1")::create).isInstanceOf(BackupException.class);

        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void deletingATreeSparesWhatLinksPointTo(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("precious"), "12345");
        Path base = new Workplace(folder, "r1").stage().freshBase();
        Files.createSymbolicLink(base.resolve("link"), elsewhere);
        Files.writeString(base.resolve("own"), "123");

        assertThat(Trees.size(base)).isEqualTo(3);
        Trees.delete(base);
        Trees.delete(base);

        assertThat(base).doesNotExist();
        assertThat(elsewhere.resolve("precious")).exists();
        assertThat(Trees.size(base)).isZero();
    }

    @Test
    void missingRoomIsToldInUnits() {
        FreeSpace.require(folder.resolve("not/yet"), 1);
        assertThatThrownBy(() -> FreeSpace.require(folder.resolve("not/yet"), Long.MAX_VALUE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("8.0 EiB needed")
                .hasMessageContaining(folder.toString());
        assertThat(FreeSpace.human(1023)).isEqualTo("1023 B");
        assertThat(FreeSpace.human(1536)).isEqualTo("1.5 KiB");
    }
}
