package dev.dromedary.reconcile;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.run.CopyTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A storage in which a backup is, was, or is to be: its own, or that of a copy.
 *
 * @param name of the storage in the cluster
 * @param storage as it was when the backup began
 * @param copy of the status; null for the backup's own storage
 */
public record StoredPlace(String name, String destination, StorageSpec storage, CopyState state, BackupCopy copy) {
    /** All places of a backup that its status tells of, its own storage first. */
    static List<StoredPlace> of(String ownName, BackupStatus status) {
        List<StoredPlace> places = new ArrayList<>();
        if (status.destination != null && status.storage != null) {
            CopyState own = status.storageState == null ? CopyState.COMPLETE : status.storageState;
            places.add(new StoredPlace(text(ownName), status.destination, status.storage, own, null));
        }
        status.copies.stream()
                .filter(copy -> copy.destination != null && copy.storage != null)
                .map(copy -> new StoredPlace(
                        Objects.requireNonNullElse(copy.storageName, copy.destination),
                        copy.destination,
                        copy.storage,
                        copy.state == null ? CopyState.INCOMPLETE : copy.state,
                        copy))
                .forEach(places::add);
        return places;
    }

    static List<StoredPlace> of(PerconaServerMySQLBackup backup) {
        return of(backup.getSpec().storageName, backup.getStatus());
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** Those where something of the backup may be, those first that are whole; what is on its way out comes last. */
    static List<StoredPlace> toRead(String ownName, BackupStatus status) {
        return of(ownName, status).stream()
                .filter(StoredPlace::lies)
                .sorted(Comparator.comparing((StoredPlace place) -> place.state() == CopyState.REMOVING)
                        // In their order where the own storage, whatever it lacks, is the first.
                        .thenComparing(place -> status.storageState != null && !place.complete()))
                .toList();
    }

    /** Where a backup is read: its own storage or, where it is there no more, the first whole copy; empty where nobody knows. */
    public static Optional<StoredPlace> nearest(PerconaServerMySQLBackup backup) {
        return toRead(backup.getSpec().storageName, backup.getStatus()).stream().findFirst();
    }

    /** Whether a backup is, or will be, in its own storage no more: no increment can extend it there. */
    static boolean leavesItsOwn(PerconaServerMySQLBackup backup) {
        return backup.getStatus().storageState != null
                && backup.getStatus().storageState.leaves();
    }

    /** The one that a text names: by its storage, or where several have that name by its destination. */
    static Optional<StoredPlace> named(PerconaServerMySQLBackup backup, String text) {
        List<StoredPlace> named =
                of(backup).stream().filter(place -> text.equals(place.name())).toList();
        return named.size() == 1
                ? Optional.of(named.getFirst())
                : of(backup).stream()
                        .filter(place -> text.equals(place.destination()))
                        .findFirst();
    }

    /** What {@link #named} knows it by. */
    String handle(PerconaServerMySQLBackup backup) {
        return named(backup, name).filter(this::equals).isPresent() ? name : destination;
    }

    boolean complete() {
        return state == CopyState.COMPLETE;
    }

    /** Whether something of the backup may be there. */
    boolean lies() {
        return state != CopyState.REMOVED;
    }

    /** Whether a storage is the same place. */
    public boolean in(StorageSpec other) {
        return StorageDescriptions.same(storage, other);
    }

    /** The storage as the cluster describes it today, if it is the same place: its Secret may have another name by now. */
    public StorageSpec today(Optional<PerconaServerMySQL> cluster) {
        return cluster.map(known -> known.getSpec().backup)
                .map(section -> section.storages.get(name))
                .filter(this::in)
                .orElse(storage);
    }

    CopyTarget target(Optional<PerconaServerMySQL> cluster) {
        return new CopyTarget(name, StorageDescriptions.of(today(cluster)), destination);
    }

    void mark(BackupStatus status, CopyState next) {
        if (copy == null) {
            status.storageState = next == CopyState.COMPLETE ? null : next;
        } else {
            copy.state = next;
        }
    }
}
