package dev.dromedary.kube;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.ContainerOptions;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that the Job of a run is made from.
 *
 * @param resource the backup or restore that the run is for
 * @param cluster empty where it is gone
 * @param storage whose pod settings count
 * @param data empty for a run that has to do with the storage alone
 * @param runAs whom its pod runs as; null where nobody knows
 */
record RunContext(
        RunSpecification run,
        HasMetadata resource,
        Optional<PerconaServerMySQL> cluster,
        StorageSpec storage,
        Optional<DataPlace> data,
        RunAs runAs) {
    /** Runs that need the tool; the others are content with our own image, and there is nothing to bring into it. */
    private static final Set<RunKind> WITH_TOOL =
            EnumSet.of(RunKind.BACKUP, RunKind.PLAN, RunKind.VERIFY, RunKind.RESTORE);

    /** Runs that may be ended for taking too long; one that works on a server's data is to come to its own end. */
    private static final Set<RunKind> ON_DATA = EnumSet.of(RunKind.RESTORE, RunKind.ROLL_BACK, RunKind.ACCEPT);

    RunContext as(RunAs other) {
        return new RunContext(run, resource, cluster, storage, data, other);
    }

    RunKind kind() {
        return run.kind();
    }

    boolean needsTool() {
        return WITH_TOOL.contains(kind());
    }

    boolean mayBeEnded() {
        return !ON_DATA.contains(kind());
    }

    boolean ofRestore() {
        return resource instanceof PerconaServerMySQLRestore;
    }

    BackupSection backup() {
        return cluster.map(any -> any.getSpec().backup).orElseGet(BackupSection::new);
    }

    /**
     * The user's image with the tool.
     *
     * @throws BackupException with the contract's text
     */
    String toolImage() {
        return Optional.ofNullable(backup().image)
                .filter(image -> !image.isEmpty())
                .orElseThrow(() -> new BackupException(
                        Reason.ResourceInvalid,
                        "backup.image can't be empty",
                        "name an image with the backup tool in spec.backup.image of the cluster"));
    }

    /** Those of the backup or restore replace those of the storage, as a whole. */
    ContainerOptions options() {
        ContainerOptions own =
                switch (resource) {
                    case PerconaServerMySQLBackup backup -> backup.getSpec().containerOptions;
                    case PerconaServerMySQLRestore restore -> restore.getSpec().containerOptions;
                    default -> null;
                };
        ContainerOptions options = own == null ? storage.containerOptions : own;
        return options == null ? new ContainerOptions() : options;
    }

    String storageName() {
        return resource instanceof PerconaServerMySQLBackup backup ? backup.getSpec().storageName : "";
    }
}
