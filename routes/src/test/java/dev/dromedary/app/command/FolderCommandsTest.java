package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.app.command.Commands.Said;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands over a folder of resources that nobody works off. */
@ExtendWith(ProgramHome.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FolderCommandsTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));

    @TempDir
    Path folder;

    private Commands commands;

    @BeforeEach
    void cluster() throws IOException {
        commands = new Commands(folder);
        commands.cluster();
    }

    private void backup(String name, String type, String more) throws IOException {
        commands.write(name, """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: %s%s}
                spec: {clusterName: shop, storageName: disk, type: %s}
                """.formatted(name, more, type));
    }

    private void settle(String name, Consumer<PerconaServerMySQLBackup> change) {
        try (OpenFolder open = OpenFolder.open(commands.resources, NOON)) {
            var backup = (PerconaServerMySQLBackup)
                    open.resources().get(new ResourceKey("PerconaServerMySQLBackup", "default", name));
            change.accept(backup);
            open.resources().update(backup);
        }
    }

    private PerconaServerMySQLBackup backup(String name) {
        return (PerconaServerMySQLBackup)
                OpenFolder.look(commands.resources).get(new ResourceKey("PerconaServerMySQLBackup", "default", name));
    }

    private List<String> names() {
        return OpenFolder.look(commands.resources).list(new ResourceList("PerconaServerMySQLBackup", null)).stream()
                .map(each -> each.getMetadata().getName())
                .toList();
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
        assertThat(names()).isEmpty();
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
                NOON,
                () -> settle("shop-full-20261126-120000", backup -> {
                    var status = backup.getStatus();
                    status.state = looks.getAndIncrement() == 0 ? BackupState.RUNNING : end;
                    status.stateDescription = status.state == BackupState.FAILED ? "why not" : null;
                    status.progress = status.state == BackupState.RUNNING ? progress() : null;
                }));
        return Commands.run(
                new CommandLine(command),
                List.of("shop", "--storage", "disk", "--wait", "--resources", commands.resources.toString()));
    }

    private static dev.dromedary.api.BackupProgress progress() {
        var progress = new dev.dromedary.api.BackupProgress();
        progress.bytes = 5_000_000L;
        progress.percent = 40;
        return progress;
    }

    @Test
    void aRestoreSaysWhatItReplacesAndAsks() throws IOException {
        backup("monday", "full", "");
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

    @Test
    void anImportRebuildsWhatHasNoResourceAndDoesItOnce() throws IOException {
        commands.stored.chainOfThree();
        commands.stored.store("other-2026-11-24-02:30:00-full", "other", null, 0, 9, "2026-11-24T02:31:00Z");

        Said first = commands.onFolder("import", "shop", "--storage", "disk");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out().lines()).hasSize(4).contains("1 of other clusters left out");
        List<String> names = names();
        assertThat(names).hasSize(3);
        PerconaServerMySQLBackup tip = backup(names.getLast());
        assertThat(tip.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(tip.getStatus().toLsn).isEqualTo(300);
        assertThat(tip.getStatus().chain.position).isEqualTo(2);
        assertThat(tip.getMetadata().getFinalizers()).isNullOrEmpty();

        Said second = commands.onFolder("import", "shop", "--storage", "disk", "-o", "json");
        assertThat(second.out()).contains("\"imported\": [ ]");
        assertThat(names()).isEqualTo(names);

        assertThat(commands.onFolder("chain").exit()).isZero();
        assertThat(commands.onFolder("verify", names.getLast()).exit()).isZero();
    }

    @Test
    void anImportGoesOnWhereOneWasKilled() throws IOException {
        commands.stored.chainOfThree();
        commands.onFolder("import", "shop", "--storage", "disk");
        List<String> names = names();
        Files.delete(
                commands.resources.resolve(".dromedary/PerconaServerMySQLBackup/default/" + names.get(1) + ".json"));
        assertThat(backup(names.get(1)).getStatus().state).isNull();

        Said again = commands.onFolder("import", "shop", "--storage", "disk");

        assertThat(again.out()).isEqualTo(names.get(1) + " imported\n");
        assertThat(backup(names.get(1)).getStatus().state).isEqualTo(BackupState.SUCCEEDED);
    }

    @Test
    void anImportDoesNotBeginWhatItCannotEnd() throws IOException {
        commands.stored.chainOfThree();
        try (OpenFolder other = OpenFolder.open(commands.resources, NOON)) {
            assertThat(other.problems()).isEmpty();
            Said refused = commands.onFolder("import", "shop", "--storage", "disk");
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(refused.err()).contains("is in use by another dromedary");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aDeletionSaysWhatGoesWithIt() throws IOException {
        backup("base", "full", ", finalizers: [percona.com/delete-backup]");
        backup("one", "incremental", ", finalizers: [percona.com/delete-backup]");
        backup("two", "incremental", ", finalizers: [percona.com/delete-backup]");
        commands.stored.chainOfThree();
        List<String> keys = List.of(StoredBackups.BASE, StoredBackups.FIRST, StoredBackups.SECOND);
        List<String> backups = List.of("base", "one", "two");
        for (int i = 0; i < keys.size(); i++) {
            int position = i;
            settle(backups.get(i), backup -> complete(backup, keys.get(position), position));
        }

        Said middle = commands.onFolder("delete", "one", "--yes");
        assertThat(middle.exit()).isEqualTo(3);
        assertThat(middle.err()).contains("Cannot delete incremental backup which is in middle of the chain");

        Said base = commands.onFolder("delete", "base", "--yes");
        assertThat(base.exit()).as(base.err()).isZero();
        assertThat(base.err())
                .contains("Deletes backup base and its whole chain; its increments go first: two, one.", "is removed");
        assertThat(backup("base").getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(backup("two").getMetadata().getDeletionTimestamp()).isNotNull();
    }

    private void complete(PerconaServerMySQLBackup backup, String key, int position) {
        var status = backup.getStatus();
        status.state = BackupState.SUCCEEDED;
        status.type = position == 0 ? "full" : "incremental";
        status.destination = commands.stored.destination(key);
        status.storage = new dev.dromedary.api.StorageSpec();
        status.storage.type = "file";
        status.storage.options.put("directory", commands.stored.folder.toString());
        status.completed = "2026-11-2" + (4 + position) + "T02:31:00Z";
        status.chain = new dev.dromedary.api.ChainPlace();
        status.chain.position = position;
    }

    @Test
    void whatHasNoFinalizerLeavesItsObjects() throws IOException {
        backup("base", "full", "");
        commands.stored.chainOfThree();
        settle("base", backup -> complete(backup, StoredBackups.BASE, 0));

        Said said = commands.onFolder("delete", "base", "--yes");

        assertThat(said.err()).contains("The resource alone goes", "its objects stay at ");
    }

    @Test
    void pruningSaysWhatGoesAndRemovesItWhenAsked() throws IOException {
        commands.write(
                "shop",
                Files.readString(commands.resources.resolve("shop.yaml"))
                        .replace("    storages:", "    retention: {keepLast: 1}\n    storages:"));
        commands.stored.store("shop-2026-11-20-02:30:00-full", null, 0, 50, "2026-11-20T02:31:00Z");
        commands.stored.chainOfThree();
        commands.onFolder("import", "shop", "--storage", "disk");
        String old = names().getFirst();

        Said dry = commands.onFolder("prune", "shop", "--dry-run");
        assertThat(dry.exit()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("goes: " + old + ", newest 2026-11-20T02:31:00Z: beyond ", "stays: ");
        assertThat(commands.onFolder("prune", "shop").exit()).isEqualTo(2);
        assertThat(backup(old).getMetadata().getDeletionTimestamp()).isNull();

        Said done = commands.onFolder("prune", "shop", "--yes", "-o", "json");
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out()).contains("\"goes\": true", "\"chain\": \"" + old + "\"");
        assertThat(backup(old).getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(names()).hasSize(4);
    }
}
