package dev.dromedary.xbcloud;

import dev.dromedary.chain.Manifest;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.StorageContents;
import dev.dromedary.storage.StoredObject;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells of a backup without a manifest what its manifest would: from the listing, from the {@code .md5} beside it, and from
 * the tool's own small files in it.
 */
final class LookAtBackup {
    /** What is wrong with the backup, and not with the storage. */
    private static final Set<Reason> OF_THE_BACKUP = EnumSet.of(
            Reason.ObjectMissing,
            Reason.ObjectDamaged,
            Reason.StreamIncomplete,
            Reason.StreamDamaged,
            Reason.ChainBroken,
            Reason.ToolNotSupported,
            Reason.NotSupported);

    private final StorageContents storage;

    LookAtBackup(StorageContents storage) {
        this.storage = storage;
    }

    /**
     * Looks at a backup.
     *
     * @param listed what lies below it
     */
    Look at(Destination destination, Collection<StoredObject> listed) {
        return look(destination, listed, files -> {
            requireNone(files.fault());
            requireNone(checksums(storage, new BackupKeys(destination.key())).fault(files));
            return new ToldManifest(storage, files).whole(destination);
        });
    }

    /**
     * Looks at a backup among many: three small files are read of it, and its {@code .md5}, which may be long, is not. So a
     * file that is lost as a whole, or an object that was never its own, is not seen here. Its parts are not told.
     *
     * @param listed as above
     */
    Look glance(Destination destination, Collection<StoredObject> listed) {
        return look(destination, listed, files -> {
            // First whether it was finished at all: then it needs no other word.
            Manifest manifest = new ToldManifest(storage, files).ofChain(destination);
            requireNone(files.fault());
            if (manifest.completed().equals(ToldManifest.NO_TIME)) {
                throw new BackupException(
                        Reason.NotSupported, "it does not say when it was taken", "restore it by backupSource");
            }
            // There may be millions of all backups.
            return manifest.with(List.of());
        });
    }

    private static Look look(
            Destination destination, Collection<StoredObject> listed, Function<StoredFiles, Manifest> tell) {
        try {
            return new Look.Whole(tell.apply(new StoredFiles(new BackupKeys(destination.key()).parts(), listed)));
        } catch (BackupException e) {
            if (OF_THE_BACKUP.contains(e.reason())) {
                return new Look.Broken(destination.toString(), e);
            }
            throw e;
        } catch (NotFoundException e) {
            return new Look.Broken(
                    destination.toString(),
                    new BackupException(
                            Reason.ObjectMissing, e.getMessage() + " went away while it was read", "try again", e));
        }
    }

    private static void requireNone(Optional<BackupException> fault) {
        fault.ifPresent(found -> {
            throw found;
        });
    }

    /** The checksums beside a backup; none where there are none, as in Azure. */
    static Checksums checksums(StorageContents storage, BackupKeys keys) {
        try {
            long length = storage.size(keys.checksums());
            if (length > Checksums.LONGEST) {
                throw new BackupException(
                        Reason.NotSupported,
                        keys.checksums() + " has more than " + Checksums.LONGEST + " bytes",
                        "unpack the backup with the reference's tools");
            }
            byte[] file = length == 0 ? new byte[0] : storage.get(keys.checksums(), 0, (int) length);
            return Checksums.parse(keys.checksums(), file);
        } catch (NotFoundException e) {
            return Checksums.none();
        }
    }
}
