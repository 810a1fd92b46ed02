package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.app.command.Commands.Said;
import dev.dromedary.local.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes, and what is said of it before, over a folder of resources that nobody works off. */
@ExtendWith(ProgramHome.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FolderRemovalTest {
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
    void aDeletionSaysWhatGoesWithIt() throws IOException {
        backups.write("base", "full", ", finalizers: [percona.com/delete-backup]");
        backups.write("one", "incremental", ", finalizers: [percona.com/delete-backup]");
        backups.write("two", "incremental", ", finalizers: [percona.com/delete-backup]");
        commands.stored.chainOfThree();
        List<String> keys = List.of(StoredBackups.BASE, StoredBackups.FIRST, StoredBackups.SECOND);
        List<String> names = List.of("base", "one", "two");
        for (int i = 0; i < keys.size(); i++) {
            int position = i;
            backups.settle(names.get(i), backup -> backups.complete(backup, keys.get(position), position));
        }

        Said middle = commands.onFolder("delete", "one", "--yes");
        assertThat(middle.exit()).isEqualTo(3);
        assertThat(middle.err()).contains("Cannot delete incremental backup which is in middle of the chain");

        Said base = commands.onFolder("delete", "base", "--yes");
        assertThat(base.exit()).as(base.err()).isZero();
        assertThat(base.err())
                .contains("Deletes backup base and its whole chain; its increments go first: two, one.", "is removed");
        assertThat(backups.get("base").getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(backups.get("two").getMetadata().getDeletionTimestamp()).isNotNull();
    }

    @Test
    void whatHasNoFinalizerLeavesItsObjects() throws IOException {
        backups.write("base", "full", "");
        commands.stored.chainOfThree();
        backups.settle("base", backup -> backups.complete(backup, StoredBackups.BASE, 0));

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
        String old = backups.names().getFirst();

        Said dry = commands.onFolder("prune", "shop", "--dry-run");
        assertThat(dry.exit()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("goes: " + old + ", newest 2026-11-20T02:31:00Z: beyond ", "stays: ");
        assertThat(commands.onFolder("prune", "shop").exit()).isEqualTo(2);
        assertThat(backups.get(old).getMetadata().getDeletionTimestamp()).isNull();

        try (OpenFolder held = OpenFolder.open(commands.resources, InstantSource.system())) {
            Said busy = commands.onFolder("prune", "shop", "--yes");
            assertThat(busy.exit()).as("who has %s prunes by itself", held).isEqualTo(3);
            assertThat(busy.err()).contains("is in use by another dromedary");
        }
        Said done = commands.onFolder("prune", "shop", "--yes", "-o", "json");
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out()).contains("\"goes\": true", "\"chain\": \"" + old + "\"");
        assertThat(backups.get(old).getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(backups.names()).hasSize(4);
    }
}
