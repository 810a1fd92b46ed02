package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupProgress;
import dev.dromedary.api.BackupState;
import dev.dromedary.app.command.Commands.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands that have something taken or brought back, over a folder of resources that nobody works off. */
@ExtendWith(ProgramHome.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FolderCommandsTest {
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
    void aBackupIsAFileForWhoeverWorksItOff() throws IOException {
        Said said = commands.onFolder("backup", "shop", "--storage", "disk", "--name", "monday");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("monday\n");
        assertThat(Files.readString(commands.resources.resolve("monday.yaml"))).contains("storageName: disk");

        Said again = commands.onFolder("backup", "shop", "--storage", "disk", "--name", "monday");
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.err()).contains("there is a PerconaServerMySQLBackup monday already", "--name");
    }

    @Test
    void whatCannotBeTakenIsNotMade() {
        assertThat(commands.onFolder("backup", "shop", "--storage", "tape").err())
                .contains("cluster shop has no storage tape; it has disk");
        assertThat(commands.onFolder("backup", "nobody", "--storage", "disk").exit())
                .isEqualTo(3);
        assertThat(commands.onFolder("backup", "shop", "--storage", "disk", "--base", "b")
                        .exit())
                .isEqualTo(2);
        assertThat(commands.onStorage("backup", "shop", "--storage", "disk").exit())
                .isEqualTo(2);
        assertThat(backups.names()).isEmpty();
    }

    @Test
    void waitingEndsWithTheBackup() throws IOException {
        assertThat(waitFor(BackupState.SUCCEEDED).exit()).isZero();
        Files.delete(commands.resources.resolve("shop-full-20261126-120000.yaml"));
        Said failed = waitFor(BackupState.FAILED);

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out()).isEqualTo("shop-full-20261126-120000\n");
        assertThat(failed.err())
                .contains("nobody works on ", "waits to be begun", "Running, 5.0 MB, 40 %", "Failed, why not");
    }

    private Said waitFor(BackupState end) {
        AtomicInteger looks = new AtomicInteger();
        BackupCommand command = new BackupCommand(
                BackupFiles.NOON,
                () -> backups.settle("shop-full-20261126-120000", backup -> {
                    var status = backup.getStatus();
                    status.state = looks.getAndIncrement() == 0 ? BackupState.RUNNING : end;
                    status.stateDescription = status.state == BackupState.FAILED ? "why not" : null;
                    status.progress = status.state == BackupState.RUNNING ? progress() : null;
                }));
        return Commands.run(
                new CommandLine(command),
                List.of("shop", "--storage", "disk", "--wait", "--resources", commands.resources.toString()));
    }

    private static BackupProgress progress() {
        var progress = new BackupProgress();
        progress.bytes = 5_000_000L;
        progress.percent = 40;
        return progress;
    }

    @Test
    void aRestoreSaysWhatItReplacesAndAsks() throws IOException {
        backups.write("monday", "full", "");
        Said unasked = commands.onFolder("restore", "shop", "--backup", "monday", "--name", "back");
        assertThat(unasked.exit()).isEqualTo(2);
        assertThat(unasked.err())
                .contains("Replaces the data of cluster shop in /var/lib/mysql by backup monday", "give --yes");
        assertThat(commands.resources.resolve("back.yaml")).doesNotExist();

        assertThat(commands.onFolder("restore", "shop", "--backup", "monday", "--name", "back", "--yes")
                        .exit())
                .isZero();
        assertThat(Files.readString(commands.resources.resolve("back.yaml"))).contains("backupName: monday");

        Said proof = commands.onFolder(
                "restore",
                "shop",
                "--source",
                "file:///b/shop-full",
                "--storage",
                "disk",
                "--verify",
                "--name",
                "proof");
        assertThat(proof.exit()).as(proof.err()).isZero();
        assertThat(Files.readString(commands.resources.resolve("proof.yaml")))
                .contains("target: Verify", "destination: file:///b/shop-full", "type: file");
    }
}
