package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.status.BackupException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps a schedule from making a backup, or makes it a full one. */
final class Obstacles {
    private final ScheduleView view;
    private final ScheduleEntry entry;
    private final ChainLimits limits;
    private final StorageSpec storage;

    /** @param others what other schedules of the cluster make now */
    Obstacles(ScheduleView view, ScheduleEntry entry, List<PerconaServerMySQLBackup> others) {
        this.view = view;
        this.entry = entry;
        List<PerconaServerMySQLBackup> all =
                Stream.concat(view.backups().stream(), others.stream()).toList();
        this.limits = new ChainLimits(view.cluster(), all, view.now());
        this.storage = view.cluster().getSpec().backup.storages.get(entry.spec().storageName);
    }

    Optional<String> backupsOff() {
        return view.cluster().getSpec().backup.on() ? Optional.empty() : Optional.of("spec.backup.enabled is not true");
    }

    Optional<String> notReady() {
        return BackupChecks.ready(view.cluster())
                ? Optional.empty()
                : Optional.of("the cluster is not ready, but '"
                        + view.cluster().getStatus().stateOrNew().wire() + "'");
    }

    /** What has to end before a backup of the schedule can be made. */
    Optional<String> atWork() {
        return atWork(List.of());
    }

    /** @param replaced is as good as gone */
    Optional<String> atWork(List<PerconaServerMySQLBackup> replaced) {
        return view.restore()
                .map(restore -> "restore " + restore + " is in progress")
                .or(() -> unfinished()
                        .filter(backup -> !replaced.contains(backup))
                        .findFirst()
                        .map(backup -> "backup " + backup.getMetadata().getName() + " has not ended"))
                .or(this::fullUnderWay);
    }

    /** The backups of the schedule that have not ended. */
    Stream<PerconaServerMySQLBackup> unfinished() {
        return view.own()
                .filter(entry::owns)
                .filter(backup -> !backup.getStatus().stateOrNew().terminal())
                .filter(backup -> !Deletion.asked(backup));
    }

    /** An increment that has nothing to extend waits for a full backup that is on its way, whoever wants that. */
    private Optional<String> fullUnderWay() {
        return against()
                .flatMap(why -> limits.fullUnderWay(entry.spec().storageName))
                .map(full -> "backup " + full.getMetadata().getName() + ", which starts the next chain, has not ended");
    }

    private Optional<BackupException> against() {
        return entry.incremental() ? limits.againstIncrement(storage) : Optional.empty();
    }

    /** Why a full backup takes the place of an increment; empty where it does not, or nobody wanted an increment. */
    Optional<BackupException> fullInstead() {
        return against().filter(why -> FullInstead.ofSchedule(entry, why.reason()));
    }
}
