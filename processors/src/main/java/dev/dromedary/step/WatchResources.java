package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Deletion;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * All resources that are reconciled, backups before restores before clusters, each kind in the order of its creation. What is being deleted
 * comes before all, the newest first: who goes lets the one before him go in the same look.
 */
public final class WatchResources {
    private final Platform platform;

    public WatchResources(Platform platform) {
        this.platform = platform;
    }

    public List<HasMetadata> all() {
        List<HasMetadata> all = new ArrayList<>();
        List<PerconaServerMySQLBackup> backups = platform.list(PerconaServerMySQLBackup.class, null);
        backups.reversed().stream().filter(Deletion::asked).forEach(all::add);
        backups.stream().filter(backup -> !Deletion.asked(backup)).forEach(all::add);
        all.addAll(platform.list(PerconaServerMySQLRestore.class, null));
        all.addAll(platform.list(PerconaServerMySQL.class, null));
        return all;
    }
}
