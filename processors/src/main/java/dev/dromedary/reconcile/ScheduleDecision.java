package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.time.Instant;
import java.util.List;

/**
 * What is to be done about a cluster's schedules: its status and Events first, then what is replaced goes, then backups are
 * made.
 *
 * @param replaced backups that have not begun, to be deleted
 * @param made backups to be made; one of that name that is there already is the one
 * @param wake when to look again, even if nothing happens until then; null for never
 */
public record ScheduleDecision(
        Decision decision,
        List<PerconaServerMySQLBackup> replaced,
        List<PerconaServerMySQLBackup> made,
        Instant wake) {}
