package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.status.Reason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether a full backup takes the place of an increment that cannot be, or is not to be. */
final class FullInstead {
    /** A broken chain: nothing was written yet. */
    private static final Set<Reason> BROKEN =
            EnumSet.of(Reason.ChainBroken, Reason.ChainForked, Reason.LineageChanged, Reason.ManifestDamaged);

    /** A chain that {@code spec.backup.chain} ends; whoever sets a limit wants the next chain. */
    private static final Set<Reason> LIMITS = EnumSet.of(Reason.ChainTooLong, Reason.ChainTooOld);

    private FullInstead() {}

    /** Whether the policy lets a full backup take the place of an increment that could not be begun. */
    static boolean allowed(BackupView view, Reason why) {
        BackupStatus status = view.backup().getStatus();
        boolean increment = status.type == null
                ? view.backup().getSpec().typeOrDefault() == BackupType.INCREMENTAL
                : status.incremental();
        if (!increment || BaseChoice.named(view)) {
            return false;
        }
        Optional<ScheduleEntry> schedule = view.cluster().flatMap(cluster -> ScheduleEntry.of(cluster, view.backup()));
        if (schedule.isPresent()) {
            return ofSchedule(schedule.get(), why);
        }
        return LIMITS.contains(why)
                || (BROKEN.contains(why)
                        && view.cluster()
                                .map(cluster -> cluster.getSpec().backup)
                                .map(backup -> backup.chain)
                                .filter(chain -> chain.onBrokenChain == OnBrokenChain.FULL)
                                .isPresent());
    }

    /** A schedule may say for itself what becomes of its broken chains; with leave for that, it needs none to begin with. */
    static boolean ofSchedule(ScheduleEntry schedule, Reason why) {
        return LIMITS.contains(why) || (schedule.mayBeFull() && (BROKEN.contains(why) || why == Reason.BaseNotFound));
    }

    /** Says on the backup why it is a full one. */
    static void mark(PerconaServerMySQLBackup backup, String reason) {
        Map<String, String> before = backup.getMetadata().getLabels();
        Map<String, String> labels = new TreeMap<>(before == null ? Map.of() : before);
        labels.put(Names.FULL_BECAUSE_LABEL, reason);
        backup.getMetadata().setLabels(labels);
    }
}
