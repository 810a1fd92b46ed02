package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The annotation that a base has once there is an increment of it: its own name, as its increments have it. It is for
 * people and their tools; nothing is decided from it.
 */
final class BaseMark {
    private BaseMark() {}

    /** The base with its annotation, if the backup is an increment that has just succeeded and the base has none; or null. */
    static PerconaServerMySQLBackup of(BackupView view) {
        BackupStatus status = view.backup().getStatus();
        if (status.state != BackupState.SUCCEEDED || !status.incremental()) {
            return null;
        }
        String destination = BackupNames.baseOf(status.destination);
        return view.backups().stream()
                .filter(each -> destination.equals(each.getStatus().destination))
                .filter(each -> !annotations(each).containsKey(Names.BASE_BACKUP_ANNOTATION))
                .findFirst()
                .map(base -> marked(base, BackupNames.lastSegment(destination)))
                .orElse(null);
    }

    private static PerconaServerMySQLBackup marked(PerconaServerMySQLBackup base, String name) {
        Map<String, String> annotations = new LinkedHashMap<>(annotations(base));
        annotations.put(Names.BASE_BACKUP_ANNOTATION, name);
        base.getMetadata().setAnnotations(annotations);
        return base;
    }

    private static Map<String, String> annotations(PerconaServerMySQLBackup backup) {
        Map<String, String> annotations = backup.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }
}
