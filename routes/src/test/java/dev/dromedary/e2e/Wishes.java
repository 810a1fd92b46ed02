package dev.dromedary.e2e;

import dev.dromedary.api.BackupSpec;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What a user of a place asks for: the examples of an engine with changes. */
final class Wishes {
    private final Place place;
    private final String examples;

    Wishes(Place place) {
        this(place, "mariadb");
    }

    Wishes(Place place, String engine) {
        this.place = place;
        examples = engine + "/";
    }

    /** The cluster, changed; waits until the operator has seen it. */
    void cluster(Consumer<PerconaServerMySQL> change) {
        AtomicReference<String> name = new AtomicReference<>();
        place.apply(examples + "cluster.yaml", PerconaServerMySQL.class, cluster -> {
            cluster.getSpec().backup.storages.values().forEach(storage -> storage.s3.prefix = place.namespace);
            change.accept(cluster);
            name.set(cluster.getMetadata().getName());
        });
        place.node.await(place.get(PerconaServerMySQL.class, name.get()), Wishes::ready);
    }

    /** Whether the operator says that the cluster, as it is wanted now, is ready. */
    static boolean ready(PerconaServerMySQL cluster) {
        return cluster.getStatus() != null
                && cluster.getStatus().conditions.stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")
                                && condition
                                        .getObservedGeneration()
                                        .equals(cluster.getMetadata().getGeneration()));
    }

    void full(String name) {
        full(name, spec -> {});
    }

    void full(String name, Consumer<BackupSpec> change) {
        backup("full.yaml", name, change);
    }

    void increment(String name) {
        increment(name, spec -> {});
    }

    void increment(String name, Consumer<BackupSpec> change) {
        backup("increment.yaml", name, change);
    }

    private void backup(String example, String name, Consumer<BackupSpec> change) {
        place.apply(examples + example, PerconaServerMySQLBackup.class, backup -> {
            backup.getMetadata().setName(name);
            change.accept(backup.getSpec());
        });
    }
}
