package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** All resources that are reconciled, backups before restores, each kind in the order of its creation. */
public final class WatchResources {
    private final Platform platform;

    public WatchResources(Platform platform) {
        this.platform = platform;
    }

    public List<HasMetadata> all() {
        List<HasMetadata> all = new ArrayList<>();
        all.addAll(platform.list(PerconaServerMySQLBackup.class, null));
        all.addAll(platform.list(PerconaServerMySQLRestore.class, null));
        return all;
    }
}
