package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import java.util.HashMap;
import java.util.Map;

/**
 * Which backups a cluster's schedules have made.
 *
 * @param entries the names of the entries, by the label of their backups
 */
public record Ancestors(Map<String, String> entries) {
    public static Ancestors of(PerconaServerMySQL cluster) {
        Map<String, String> entries = new HashMap<>();
        BackupSection section = cluster.getSpec().backup;
        if (section != null) {
            for (Schedule schedule : section.schedule) {
                entries.putIfAbsent(ScheduleEntry.of(cluster, schedule).ancestor(), schedule.name);
            }
        }
        return new Ancestors(entries);
    }

    /** The entry that a backup was made for; empty where there was none, or it is there no more. */
    public String schedule(PerconaServerMySQLBackup backup) {
        var labels = backup.getMetadata().getLabels();
        return labels == null ? "" : entries.getOrDefault(labels.getOrDefault(Names.ANCESTOR_LABEL, ""), "");
    }
}
