package dev.dromedary.api;

/** Names that other programs know our objects by; they are the reference's, so that both see the same ones. */
public final class Names {

    public static final String GROUP = "ps.percona.com";
    public static final String VERSION = "v1";

    /** On an increment, and on a base that has one: the last part of the base's destination. A label; decides nothing. */
    public static final String BASE_BACKUP_ANNOTATION = "percona.com/base-backup-name";

    public static final String DELETE_BACKUP_FINALIZER = "percona.com/delete-backup";

    /** Ours: with "true", a deletion that cannot reach the storage ends without it. */
    public static final String ABANDON_OBJECTS_ANNOTATION = "dromedary.dev/abandon-objects";

    /** Ours: {@code light} or {@code deep} has a backup verified; any other text behind that has it verified again. */
    public static final String VERIFY_ANNOTATION = "dromedary.dev/verify";

    /** Ours, on a backup: with another value than before, its copies are completed, those of today's storage among them. */
    public static final String COPY_ANNOTATION = "dromedary.dev/copy";

    /** Ours, on a backup: the one of its storages that it is to be removed from, by its name; it stays in the others. */
    public static final String REMOVE_ANNOTATION = "dromedary.dev/remove-from";

    /** Ours, on a backup: until when retention leaves its chain alone, a date or time of RFC 3339, or {@code forever}. */
    public static final String KEEP_UNTIL_ANNOTATION = "dromedary.dev/keep-until";

    /**
     * Ours, on a backup that was rebuilt from its manifest: where it is. It is there from the creation of the resource on, so
     * that one without a status yet is not taken for a backup to take.
     */
    public static final String IMPORTED_ANNOTATION = "dromedary.dev/imported";

    /** Ours, beside the former: uid of the resource that took the backup, by which its objects are known to be its. */
    public static final String TAKEN_BY_ANNOTATION = "dromedary.dev/taken-by";

    /** Ours, on a backup of a plain host: retention removes it, with what is stored of it. */
    public static final String PRUNED_ANNOTATION = "dromedary.dev/pruned";

    /** Ours: the data that {@code keepOldData} left may go. */
    public static final String DROP_OLD_DATA_ANNOTATION = "dromedary.dev/drop-old-data";

    /** Ours, on a cluster: how many members it gets when its pause ends. */
    public static final String MEMBERS_ANNOTATION = "dromedary.dev/members";

    /** Ours, on Jobs and their pods: the name of the run. */
    public static final String RUN_ANNOTATION = "dromedary.dev/run";

    /** Ours, on Jobs: what the run answered, so that its pod may go. */
    public static final String RESULT_ANNOTATION = "dromedary.dev/result";

    /** Ours, on a full backup that takes the place of an increment: the reason. */
    public static final String FULL_BECAUSE_LABEL = "dromedary.dev/full-because";

    public static final String ANCESTOR_LABEL = "percona.com/backup-ancestor";
    public static final String CLUSTER_LABEL = "percona.com/cluster";
    public static final String BACKUP_TYPE_LABEL = "percona.com/backup-type";

    /** Value of {@link #BACKUP_TYPE_LABEL} on a backup that a schedule made. */
    public static final String CRON = "cron";

    /** On the pod that is the primary now. */
    public static final String PRIMARY_LABEL = "mysql.percona.com/primary";

    public static final String NAME_LABEL = "app.kubernetes.io/name";
    public static final String INSTANCE_LABEL = "app.kubernetes.io/instance";
    public static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
    public static final String PART_OF_LABEL = "app.kubernetes.io/part-of";
    public static final String COMPONENT_LABEL = "app.kubernetes.io/component";

    /** Value of {@link #MANAGED_BY_LABEL}. */
    public static final String MANAGED_BY = "percona-server-mysql-operator";

    /** Type of the condition that says whether a backup holds its cluster's lease. */
    public static final String LEASE_CONDITION = "BackupLeaseAcquired";

    private static final int LONGEST_LABEL = 63;

    private Names() {}

    /** The lease that one backup of a cluster holds at a time. */
    public static String backupLease(String cluster) {
        return "ps-" + cluster + "-backup-lock";
    }

    /** The lease that one restore of a cluster holds at a time. */
    public static String restoreLease(String cluster) {
        return "restore-lock-" + cluster;
    }

    /** Who holds a lease, in the reference's spelling. */
    public static String leaseHolder(String resource, String uid) {
        return resource + "|" + uid;
    }

    public static String backupJob(String backup, String storage) {
        return trimmed("xb-" + backup + "-" + storage);
    }

    public static String restoreJob(String restore) {
        return trimmed("xb-restore-" + restore);
    }

    public static String deleteJob(String backup) {
        return trimmed("xb-delete-" + backup);
    }

    /** Ours: the Job that makes a restore's plan. */
    public static String planJob(String restore) {
        return trimmed("xb-plan-" + restore);
    }

    /** Ours: the Job that prepares a backup in a scratch volume. */
    public static String verifyJob(String restore) {
        return trimmed("xb-verify-" + restore);
    }

    /** Ours: the Job that finds out what became of a backup. */
    public static String settleJob(String backup) {
        return trimmed("xb-settle-" + backup);
    }

    /** Ours: the Job that looks whether a backup is there as it was stored. */
    public static String inspectJob(String backup) {
        return trimmed("xb-inspect-" + backup);
    }

    /** Ours: the Job that completes the copies of a backup. */
    public static String copyJob(String backup) {
        return trimmed("xb-copy-" + backup);
    }

    /** Ours: the Job that removes a backup from one of its storages. */
    public static String removeJob(String backup) {
        return trimmed("xb-remove-" + backup);
    }

    /** Ours: the Job that looks which backups a storage has. */
    public static String importJob(String cluster, String storage) {
        return trimmed("xb-import-" + cluster + "-" + storage);
    }

    /** Ours: the Job that puts the data back that was there before a restore. */
    public static String rollBackJob(String restore) {
        return trimmed("xb-roll-back-" + restore);
    }

    /** Ours: the Job that lets the data go that was there before a restore. */
    public static String acceptJob(String restore) {
        return trimmed("xb-accept-" + restore);
    }

    /** A name as the value of a label. */
    public static String labelValue(String name) {
        return trimmed(name);
    }

    public static String statefulSet(String cluster) {
        return cluster + "-mysql";
    }

    public static String secrets(String cluster) {
        return cluster + "-secrets";
    }

    public static String sslSecret(String cluster) {
        return cluster + "-ssl";
    }

    public static String vaultSecret(String cluster) {
        return cluster + "-vault";
    }

    /** A Job's name is also a label of its pods: at most 63 characters, a letter or digit at both ends. */
    private static String trimmed(String name) {
        var end = Math.min(name.length(), LONGEST_LABEL);
        while (end > 0 && !isAlphanumeric(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
