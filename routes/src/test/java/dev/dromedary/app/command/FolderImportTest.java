package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.app.command.Commands.Said;
import dev.dromedary.local.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Resources made of what is stored, in a folder that nobody works off. */
@ExtendWith(ProgramHome.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FolderImportTest {
    @TempDir
    Path folder;

    private Commands commands;
    private BackupFiles backups;

    @BeforeEach
    void cluster() throws IOException {
        backups = BackupFiles.ofShop(folder);
        commands = backups.commands();
    }

    @Test
    void anImportRebuildsWhatHasNoResourceAndDoesItOnce() throws IOException {
        commands.stored.chainOfThree();
        commands.stored.store("other-2026-11-24-02:30:00-full", "other", null, 0, 9, "2026-11-24T02:31:00Z");

        Said first = commands.onFolder("import", "shop", "--storage", "disk");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out().lines()).hasSize(4).contains("1 of other clusters left out");
        List<String> names = backups.names();
        assertThat(names).hasSize(3);
        PerconaServerMySQLBackup tip = backups.get(names.getLast());
        assertThat(tip.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(tip.getStatus().toLsn).isEqualTo(300);
        assertThat(tip.getStatus().chain.position).isEqualTo(2);
        assertThat(tip.getMetadata().getFinalizers()).isNullOrEmpty();

        Said second = commands.onFolder("import", "shop", "--storage", "disk", "-o", "json");
        assertThat(second.out()).contains("\"imported\": [ ]");
        assertThat(backups.names()).isEqualTo(names);

        assertThat(commands.onFolder("chain").exit()).isZero();
        assertThat(commands.onFolder("verify", names.getLast()).exit()).isZero();
    }

    @Test
    void anImportGoesOnWhereOneWasKilled() throws IOException {
        commands.stored.chainOfThree();
        commands.onFolder("import", "shop", "--storage", "disk");
        List<String> names = backups.names();
        Files.delete(
                commands.resources.resolve(".dromedary/PerconaServerMySQLBackup/default/" + names.get(1) + ".json"));
        assertThat(backups.get(names.get(1)).getStatus().state).isNull();

        Said again = commands.onFolder("import", "shop", "--storage", "disk");

        assertThat(again.out()).isEqualTo(names.get(1) + " imported\n");
        assertThat(backups.get(names.get(1)).getStatus().state).isEqualTo(BackupState.SUCCEEDED);
    }

    @Test
    void anImportDoesNotBeginWhatItCannotEnd() throws IOException {
        commands.stored.chainOfThree();
        try (OpenFolder other = OpenFolder.open(commands.resources, BackupFiles.NOON)) {
            assertThat(other.problems()).isEmpty();
            Said refused = commands.onFolder("import", "shop", "--storage", "disk");
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(refused.err()).contains("is in use by another dromedary");
        }
        assertThat(backups.names()).isEmpty();
    }
}
