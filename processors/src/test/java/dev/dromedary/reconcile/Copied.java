package dev.dromedary.reconcile;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Backups of a cluster with a copy in the storage "other". */
final class Copied {
    private Copied() {}

    static PerconaServerMySQLBackup in(
            String storage, String bucket, PerconaServerMySQLBackup backup, CopyState state) {
        BackupCopy copy = new BackupCopy();
        copy.storageName = storage;
        copy.storage = World.s3(bucket);
        copy.destination = backup.getStatus().destination.replace("s3://bucket/", "s3://" + bucket + "/");
        copy.state = state;
        backup.getStatus().copies.add(copy);
        return backup;
    }

    static void all(List<PerconaServerMySQLBackup> backups) {
        backups.forEach(backup -> in("other", "elsewhere", backup, CopyState.COMPLETE));
    }

    static void asked(PerconaServerMySQLBackup backup, String storage) {
        Map<String, String> annotations = new HashMap<>();
        if (backup.getMetadata().getAnnotations() != null) {
            annotations.putAll(backup.getMetadata().getAnnotations());
        }
        annotations.put(Names.REMOVE_ANNOTATION, storage);
        backup.getMetadata().setAnnotations(annotations);
    }

    static CopyState copy(PerconaServerMySQLBackup backup) {
        return backup.getStatus().copies.getFirst().state;
    }
}
