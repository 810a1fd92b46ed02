package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads manifests from a storage. What is no manifest, or belongs to no chain asked for, is passed over. */
final class Manifests {
    private Manifests() {}

    /** The manifest of a backup, if it exists. */
    static Optional<Member> find(Storage storage, String backupKey) {
        String key = new BackupKeys(backupKey).manifest();
        try {
            return Optional.of(requireOf(backupKey, key, ManifestFile.decode(key, storage.get(key))));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** A whole manifest can be that of another backup, copied or renamed; the bucket alone may be another one. */
    private static Member requireOf(String backupKey, String key, Member found) {
        String base = BackupNames.lastSegment(BackupNames.baseOf(backupKey));
        String name = BackupNames.isIncrement(backupKey)
                ? BackupNames.incrementsOf(base) + BackupNames.lastSegment(backupKey)
                : base;
        if (!("/" + found.destination()).endsWith("/" + name)) {
            throw new BackupException(
                    Reason.ManifestDamaged,
                    "the manifest " + key + " is that of another backup, " + found.destination(),
                    "bring it back from a copy, or take a new full backup");
        }
        return found;
    }

    /** All increments of a base, in no order. */
    static List<Member> increments(Storage storage, String baseKey) {
        List<Member> members = new ArrayList<>();
        for (var object : storage.list(BackupNames.incrementsOf(baseKey))) {
            if (BackupKeys.isManifest(object.key())) {
                members.add(find(storage, BackupKeys.ofManifest(object.key()).backup())
                        .orElseThrow(() -> new BackupException(
                                Reason.ObjectMissing, object.key() + " went away while it was read", "try again")));
            }
        }
        return members;
    }
}
