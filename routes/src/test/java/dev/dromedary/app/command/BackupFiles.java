package dev.dromedary.app.command;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The backups in a folder of resources, and what would have become of them had somebody worked them off. */
record BackupFiles(Commands commands) {
    static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final String KIND = "PerconaServerMySQLBackup";

    /** In a folder that nobody works off, below another one, with the cluster shop. */
    static BackupFiles ofShop(Path folder) throws IOException {
        Commands commands = new Commands(folder);
        commands.cluster();
        return new BackupFiles(commands);
    }

    /** @param more of the metadata */
    void write(String name, String type, String more) throws IOException {
        commands.write(name, """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: %s%s}
                spec: {clusterName: shop, storageName: disk, type: %s}
                """.formatted(name, more, type));
    }

    void settle(String name, Consumer<PerconaServerMySQLBackup> change) {
        try (OpenFolder open = OpenFolder.open(commands.resources, NOON)) {
            var backup = (PerconaServerMySQLBackup) open.resources().get(new ResourceKey(KIND, "default", name));
            change.accept(backup);
            open.resources().update(backup);
        }
    }

    /** As the one at a place of {@link StoredBackups#chainOfThree}. */
    void complete(PerconaServerMySQLBackup backup, String key, int position) {
        var status = backup.getStatus();
        status.state = BackupState.SUCCEEDED;
        status.type = position == 0 ? "full" : "incremental";
        status.destination = commands.stored.destination(key);
        status.storage = new StorageSpec();
        status.storage.type = "file";
        status.storage.options.put("directory", commands.stored.folder.toString());
        status.completed = "2026-11-2" + (4 + position) + "T02:31:00Z";
        status.chain = new ChainPlace();
        status.chain.position = position;
    }

    PerconaServerMySQLBackup get(String name) {
        return (PerconaServerMySQLBackup)
                OpenFolder.look(commands.resources).get(new ResourceKey(KIND, "default", name));
    }

    List<String> names() {
        return OpenFolder.look(commands.resources).list(new ResourceList(KIND, null)).stream()
                .map(each -> each.getMetadata().getName())
                .toList();
    }
}
