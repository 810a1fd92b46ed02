package dev.dromedary.kube;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunSpecification;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Finds what the Job of a run is made from, beside what the run is told. */
final class RunContexts {
    private final Function<ResourceKey, HasMetadata> resources;
    private final BiFunction<PerconaServerMySQL, RunSpecification, Optional<DataPlace>> places;

    /** @param places where the data is that a run works on */
    RunContexts(
            Function<ResourceKey, HasMetadata> resources,
            BiFunction<PerconaServerMySQL, RunSpecification, Optional<DataPlace>> places) {
        this.resources = resources;
        this.places = places;
    }

    /** Empty if the resource that the run is for is gone, or another one of that name by now. */
    Optional<RunContext> of(RunSpecification run) {
        return resource(run).map(resource -> {
            Optional<PerconaServerMySQL> cluster = get(
                    PerconaServerMySQL.class,
                    run.owner().namespace(),
                    run.owner().cluster());
            return new RunContext(
                    run,
                    resource,
                    cluster,
                    storage(resource, run, cluster),
                    cluster.flatMap(known -> places.apply(known, run)),
                    run.runAs());
        });
    }

    private Optional<? extends HasMetadata> resource(RunSpecification run) {
        String namespace = run.owner().namespace();
        String name = run.owner().name();
        Optional<? extends HasMetadata> resource =
                switch (run.kind()) {
                    case BACKUP, SETTLE, DELETE, REMOVE, INSPECT, INSPECT_DEEP, COPY ->
                        get(PerconaServerMySQLBackup.class, namespace, name);
                    case IMPORT ->
                        get(PerconaServerMySQL.class, namespace, run.owner().cluster());
                    case PLAN, VERIFY, RESTORE, ROLL_BACK, ACCEPT ->
                        get(PerconaServerMySQLRestore.class, namespace, name);
                };
        return resource.filter(
                found -> found.getMetadata().getUid().equals(run.owner().uid()));
    }

    /** The cluster's entry of today, as it says where pods run today; else what the backup was begun with. */
    private StorageSpec storage(HasMetadata resource, RunSpecification run, Optional<PerconaServerMySQL> cluster) {
        return switch (resource) {
            case PerconaServerMySQL known ->
                known.getSpec().backup.storages.getOrDefault(run.owner().name(), new StorageSpec());
            case PerconaServerMySQLBackup backup -> ofBackup(backup, cluster);
            case PerconaServerMySQLRestore restore -> ofRestore(restore, cluster);
            default -> new StorageSpec();
        };
    }

    private static StorageSpec ofBackup(PerconaServerMySQLBackup backup, Optional<PerconaServerMySQL> cluster) {
        return cluster.map(known -> known.getSpec().backup)
                .map(section -> section.storages.get(backup.getSpec().storageName))
                .or(() -> Optional.ofNullable(backup.getStatus().storage))
                .orElseGet(StorageSpec::new);
    }

    private StorageSpec ofRestore(PerconaServerMySQLRestore restore, Optional<PerconaServerMySQL> cluster) {
        var spec = restore.getSpec();
        if (spec.backupName != null && !spec.backupName.isEmpty()) {
            return get(PerconaServerMySQLBackup.class, restore.getMetadata().getNamespace(), spec.backupName)
                    .map(backup -> ofBackup(backup, cluster))
                    .orElseGet(StorageSpec::new);
        }
        return Optional.ofNullable(spec.backupSource)
                .map(source -> source.storage)
                .orElseGet(StorageSpec::new);
    }

    private <T extends HasMetadata> Optional<T> get(Class<T> type, String namespace, String name) {
        return Optional.ofNullable(resources.apply(new ResourceKey(type.getSimpleName(), namespace, name)))
                .map(type::cast);
    }
}
