package dev.dromedary.app.command;

import dev.dromedary.api.StorageSpec;
import dev.dromedary.app.InProcess;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.reconcile.StorageDescriptions;
import dev.dromedary.status.BackupException;
import dev.dromedary.step.ReadCatalogue;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageDescription;
import java.util.function.Function;

/** Looks into storages in the process of a command. */
final class Stored {
    private Stored() {}

    /** What a storage tells of its backups. */
    static Catalogue catalogue(InProcess storages, String namespace, StorageSpec storage) {
        StorageDescription description = StorageDescriptions.of(storage);
        String prefix = StorageDescriptions.prefix(storage);
        return read(storages, namespace, storage, opened -> ReadCatalogue.read(opened, description, prefix));
    }

    static <T> T read(InProcess storages, String namespace, StorageSpec storage, Function<Storage, T> look) {
        try {
            return storages.read(namespace, StorageDescriptions.of(storage), look);
        } catch (BackupException e) {
            throw e;
        } catch (Exception e) {
            throw told(e);
        }
    }

    private static RuntimeException told(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BackupException found) {
                return found;
            }
        }
        return new IllegalStateException(e);
    }
}
