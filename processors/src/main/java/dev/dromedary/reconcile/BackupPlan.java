package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.BackupType;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageDescription;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a backup goes and what it extends, as far as the resources tell.
 *
 * @param base destination of the base of an increment, or null
 * @param source the server it is taken from; none on a plain host
 */
record BackupPlan(
        BackupView view,
        StorageSpec storage,
        BackupType type,
        String destination,
        String base,
        Optional<Member> source) {
    private static final String PREPARE = "failed to prepare backup job: get backup destination: ";

    /**
     * Makes the contract's checks in their order.
     *
     * @throws BackupException with the contract's text
     */
    static BackupPlan of(BackupView view) {
        PerconaServerMySQL cluster = BackupChecks.cluster(view);
        BackupChecks.noRestore(view);
        StorageSpec storage = BackupChecks.storage(cluster, view.backup().getSpec().storageName);
        if (view.backup().getSpec().typeOrDefault() == dev.dromedary.api.BackupType.FULL) {
            return full(view);
        }
        PerconaServerMySQLBackup base = BaseChoice.choose(view, storage);
        if (!BaseChoice.named(view)) {
            new ChainLimits(cluster, view.backups(), view.now()).reached(base).ifPresent(reached -> {
                throw reached;
            });
        }
        Optional<Member> source = SourceChoice.choose(view, cluster, base);
        String extended = base.getStatus().destination;
        String destination = destination(
                view,
                storage,
                time -> BackupNames.increment(BackupNames.lastSegment(extended), view.clusterName(), time));
        return new BackupPlan(view, storage, BackupType.INCREMENTAL, destination, extended, source);
    }

    /** The plan of a full backup. */
    static BackupPlan full(BackupView view) {
        PerconaServerMySQL cluster = BackupChecks.cluster(view);
        StorageSpec storage = BackupChecks.storage(cluster, view.backup().getSpec().storageName);
        Optional<Member> source = SourceChoice.choose(view, cluster, null);
        String destination = destination(view, storage, time -> BackupNames.full(view.clusterName(), time));
        return new BackupPlan(view, storage, BackupType.FULL, destination, null, source);
    }

    /** The plan that the status tells of, to be launched once more: nothing of it is decided anew. */
    static BackupPlan written(BackupView view) {
        PerconaServerMySQL cluster =
                view.cluster().orElseThrow(() -> Messages.clusterNotFound(view.clusterName(), view.namespace()));
        BackupStatus status = view.backup().getStatus();
        BackupType type = type(status);
        return new BackupPlan(
                view,
                status.storage,
                type,
                status.destination,
                type == BackupType.INCREMENTAL ? BackupNames.baseOf(status.destination) : null,
                SourceChoice.again(view, cluster));
    }

    /** A run about the backup as its status describes it. */
    static RunSpecification again(BackupView view, RunKind kind) {
        BackupStatus status = view.backup().getStatus();
        return RunSpecification.inStorage(
                        kind,
                        RunSpecifications.owner(view.backup(), view.clusterName()),
                        StorageDescriptions.of(status.storage),
                        status.destination,
                        type(status))
                .with(CopyPlan.targets(view.cluster(), status));
    }

    static BackupType type(BackupStatus status) {
        return status.incremental() ? BackupType.INCREMENTAL : BackupType.FULL;
    }

    /** Names tell seconds apart, and two small backups may begin in one: the later gets the name of a later second. */
    private static String destination(BackupView view, StorageSpec storage, Function<LocalDateTime, String> name) {
        LocalDateTime time = LocalDateTime.ofInstant(view.now(), view.zone());
        Set<String> given = view.backups().stream()
                .map(backup -> backup.getStatus().destination)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return Stream.iterate(time, each -> each.plusSeconds(1))
                .map(each -> destination(storage, name.apply(each)))
                .filter(each -> !given.contains(each))
                .findFirst()
                .orElseThrow();
    }

    private static String destination(StorageSpec storage, String name) {
        try {
            StorageDescription description = StorageDescriptions.of(storage);
            return Destination.of(description, StorageDescriptions.prefix(storage), name)
                    .toString();
        } catch (BackupException e) {
            throw new BackupException(e.reason(), PREPARE + e.getMessage(), e.hint(), e);
        }
    }

    /** Writes the plan into the status, before anything is launched. */
    void write(BackupStatus status) {
        status.copies =
                CopyPlan.of(view.cluster().orElseThrow(), view.backup().getSpec().storageName, storage, destination);
        status.state = BackupState.STARTING;
        status.stateDescription = null;
        status.type = type == BackupType.FULL ? "full" : "incremental";
        status.destination = destination;
        status.storage = storage;
        status.image = view.cluster().orElseThrow().getSpec().backup.image;
        status.backupSource = source.map(Member::host).orElse(null);
        annotate(view.backup());
    }

    private void annotate(PerconaServerMySQLBackup backup) {
        var annotations = new LinkedHashMap<String, String>();
        if (backup.getMetadata().getAnnotations() != null) {
            annotations.putAll(backup.getMetadata().getAnnotations());
        }
        if (base == null) {
            annotations.remove(Names.BASE_BACKUP_ANNOTATION);
        } else {
            annotations.put(Names.BASE_BACKUP_ANNOTATION, BackupNames.lastSegment(base));
        }
        backup.getMetadata().setAnnotations(annotations);
    }

    RunSpecification run() {
        PerconaServerMySQL cluster = view.cluster().orElseThrow();
        var options = view.backup().getSpec().containerOptions;
        boolean local = source.isEmpty();
        RunSpecification run = new RunSpecification(
                RunKind.BACKUP,
                RunSpecifications.owner(view.backup(), view.clusterName()),
                StorageDescriptions.of(storage),
                destination,
                type,
                base,
                local
                        ? RunSpecifications.onThisHost(cluster, storage, options)
                        : RunSpecifications.inKubernetes(cluster, storage, options, source, false),
                null,
                false,
                local ? null : RunSpecifications.runAs(cluster, storage, source));
        return run.with(CopyPlan.targets(view.cluster(), view.backup().getStatus()));
    }
}
