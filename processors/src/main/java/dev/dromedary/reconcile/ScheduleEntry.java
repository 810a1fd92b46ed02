package dev.dromedary.reconcile;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleConcurrency;
import dev.dromedary.schedule.Jitter;
import dev.dromedary.schedule.ScheduledName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An entry of {@code spec.backup.schedule}, and the backups that are made for it.
 *
 * @param ancestor the value of the label that they have
 */
record ScheduleEntry(PerconaServerMySQL cluster, Schedule spec, String ancestor) {
    /** Nobody is on time to the second. */
    private static final long SHORTEST_DEADLINE = 10;

    static ScheduleEntry of(PerconaServerMySQL cluster, Schedule spec) {
        return new ScheduleEntry(cluster, spec, naming(cluster, spec).ancestor());
    }

    /** The entry that a backup was made for, if it is there still. */
    static Optional<ScheduleEntry> of(PerconaServerMySQL cluster, PerconaServerMySQLBackup backup) {
        Map<String, String> labels = backup.getMetadata().getLabels();
        if (labels == null || !labels.containsKey(Names.ANCESTOR_LABEL) || cluster.getSpec().backup == null) {
            return Optional.empty();
        }
        return cluster.getSpec().backup.schedule.stream()
                .map(schedule -> of(cluster, schedule))
                .filter(entry -> entry.owns(backup))
                .findFirst();
    }

    String name() {
        return spec.name;
    }

    boolean paused() {
        return Boolean.TRUE.equals(spec.suspend) || spec.schedule.isBlank();
    }

    boolean incremental() {
        return spec.type == BackupType.INCREMENTAL;
    }

    ScheduleConcurrency concurrency() {
        return spec.concurrency == null ? ScheduleConcurrency.QUEUE : spec.concurrency;
    }

    /** How late a backup may be; none for any time. */
    Optional<Duration> deadline() {
        return Optional.ofNullable(spec.startingDeadlineSeconds)
                .map(seconds -> Duration.ofSeconds(Math.max(SHORTEST_DEADLINE, seconds)));
    }

    Duration jitter() {
        var metadata = cluster.getMetadata();
        return Jitter.of(metadata.getNamespace(), metadata.getName(), spec.name, spec.jitterSeconds);
    }

    /** Whether a full backup may take the place of an increment that would not link. */
    boolean mayBeFull() {
        var chain = cluster.getSpec().backup.chain;
        OnBrokenChain ofCluster = chain == null ? null : chain.onBrokenChain;
        return (spec.onBrokenChain == null ? ofCluster : spec.onBrokenChain) == OnBrokenChain.FULL;
    }

    boolean owns(PerconaServerMySQLBackup backup) {
        Map<String, String> labels = backup.getMetadata().getLabels();
        return labels != null && ancestor.equals(labels.get(Names.ANCESTOR_LABEL));
    }

    private static ScheduledName naming(PerconaServerMySQL cluster, Schedule spec) {
        var metadata = cluster.getMetadata();
        return new ScheduledName(
                metadata.getNamespace(),
                metadata.getName(),
                spec.name,
                spec.schedule,
                spec.keep,
                spec.storageName,
                spec.type == null ? null : wire(spec.type));
    }

    private static String wire(BackupType type) {
        return type == BackupType.INCREMENTAL ? "incremental" : "full";
    }

    /** The name of the backup of a time. */
    String backupName(Instant time) {
        return naming(cluster, spec).backup(time, older(cluster.getSpec().crVersion));
    }

    private static boolean older(String version) {
        return version != null && version.startsWith("0.");
    }

    /** @param fullBecause why it is a full backup though the schedule wants increments; empty where it is as wanted */
    PerconaServerMySQLBackup backup(String name, Optional<String> fullBecause) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        var metadata = backup.getMetadata();
        metadata.setNamespace(cluster.getMetadata().getNamespace());
        metadata.setName(name);
        metadata.setFinalizers(List.of(Names.DELETE_BACKUP_FINALIZER));
        var given = cluster.getSpec().metadata;
        if (given != null && !given.annotations.isEmpty()) {
            metadata.setAnnotations(new TreeMap<>(given.annotations));
        }
        Map<String, String> labels = new TreeMap<>(given == null ? Map.of() : given.labels);
        labels.put(Names.ANCESTOR_LABEL, ancestor);
        labels.put(Names.CLUSTER_LABEL, Names.labelValue(cluster.getMetadata().getName()));
        labels.put(Names.BACKUP_TYPE_LABEL, Names.CRON);
        labels.put(Names.NAME_LABEL, "percona-server-backup");
        labels.put(Names.MANAGED_BY_LABEL, Names.MANAGED_BY);
        labels.put(Names.PART_OF_LABEL, "percona-server");
        fullBecause.ifPresent(reason -> labels.put(Names.FULL_BECAUSE_LABEL, reason));
        metadata.setLabels(labels);
        backup.getSpec().clusterName = cluster.getMetadata().getName();
        backup.getSpec().storageName = spec.storageName;
        backup.getSpec().type = incremental() && fullBecause.isEmpty() ? BackupType.INCREMENTAL : BackupType.FULL;
        return backup;
    }
}
