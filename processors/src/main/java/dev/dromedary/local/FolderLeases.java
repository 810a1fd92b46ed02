package dev.dromedary.local;

import com.fasterxml.jackson.core.JacksonException;
import dev.dromedary.run.Lock;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Leases as files {@code leases/<namespace>/<name>.json}: who could make the file holds the lease. */
public final class FolderLeases {
    private record Lease(String holder, String acquired) {}

    private final Path directory;
    private final InstantSource clock;

    FolderLeases(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Acquires the lease if it is free.
     *
     * @param wanted without a holder it is only looked at
     * @return the lease as it is held now, or null if nobody holds it
     */
    public synchronized Lock lock(Lock wanted) {
        Path file = file(wanted);
        try {
            if (wanted.holder() != null
                    && AtomicFile.create(
                            file,
                            Kinds.MAPPER.writeValueAsBytes(
                                    new Lease(wanted.holder(), clock.instant().toString())))) {
                return wanted;
            }
            return new Lock(wanted.namespace(), wanted.name(), holder(file));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Releases the lease if the holder holds it. */
    public synchronized void unlock(Lock held) {
        Path file = file(held);
        try {
            if (holder(file).equals(held.holder())) {
                AtomicFile.delete(file);
            }
        } catch (NoSuchFileException e) {
            // Free already: releasing may be repeated.
            return;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static String holder(Path file) throws IOException {
        try {
            Lease lease = Kinds.MAPPER.readValue(Files.readAllBytes(file), Lease.class);
            if (lease != null && lease.holder() != null) {
                return lease.holder();
            }
        } catch (JacksonException e) {
            throw damaged(file, e);
        }
        throw damaged(file, null);
    }

    private Path file(Lock lock) {
        if (!DocumentReader.isName(lock.name()) || !DocumentReader.isName(lock.namespace())) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "a lease cannot be named " + lock.namespace() + "/" + lock.name(),
                    "use lower case letters, digits, '-' and '.' in the names of resources");
        }
        return directory.resolve(lock.namespace()).resolve(lock.name() + ".json");
    }

    private static BackupException damaged(Path file, Exception cause) {
        return new BackupException(
                Reason.ResourceInvalid,
                "the lease " + file + " is damaged",
                "remove it if no backup or restore of the cluster is at work",
                cause);
    }

    private static BackupException failed(Path file, IOException cause) {
        return new BackupException(
                Reason.DiskFailed,
                "the lease " + file + " cannot be read or written: " + cause,
                "check the disk and the permissions of the resources folder",
                cause);
    }
}
