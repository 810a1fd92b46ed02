package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import dev.dromedary.xbcloud.ReferenceBackups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a storage has: all manifests, and what the backups of the reference tell instead. The list of its objects is held while they are picked from it. */
public final class ReadCatalogue {
    private ReadCatalogue() {}

    /**
     * The backups right below the prefix, and their increments; what lies deeper belongs to another prefix.
     *
     * @param prefix below the storage's bucket, as the resource has it
     * @throws BackupException if the storage cannot be read; a manifest or backup that is damaged is told of in the answer
     */
    public static Catalogue read(Storage storage, StorageDescription description, String prefix) {
        return below(storage, description, Destination.below(description, prefix));
    }

    /** @param below what the keys of all begin with; empty, or with a slash at its end */
    static Catalogue below(Storage storage, StorageDescription description, String below) {
        List<Catalogue.Found> found = new ArrayList<>();
        Map<String, BackupException> unreadable = new LinkedHashMap<>();
        List<StoredObject> listed = storage.list(below);
        for (StoredObject object : listed) {
            if (BackupKeys.isManifest(object.key()) && isBackup(object.key().substring(below.length()))) {
                String key = BackupKeys.ofManifest(object.key()).backup();
                String destination = Destination.at(description, key).toString();
                try {
                    Manifests.find(storage, key)
                            .ifPresent(member -> found.add(new Catalogue.Found(destination, member)));
                } catch (BackupException e) {
                    if (e.reason() != Reason.ManifestDamaged && e.reason() != Reason.NotSupported) {
                        throw e;
                    }
                    unreadable.put(destination, e);
                }
            }
        }
        ReferenceBackups reference =
                ReferenceBackups.look(storage, below, listed, key -> Destination.at(description, key));
        found.addAll(reference.found());
        unreadable.putAll(reference.broken());
        return new Catalogue(found, unreadable);
    }

    /** A base has no slash in its name, an increment the one behind that of its base. */
    private static boolean isBackup(String manifest) {
        String name = BackupKeys.ofManifest(manifest).backup();
        return !BackupNames.baseOf(name).contains("/");
    }
}
