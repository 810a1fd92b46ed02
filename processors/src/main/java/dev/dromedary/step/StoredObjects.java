package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.OwnerFile;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a listing, and the small files beside the objects, say of the objects of a backup. */
final class StoredObjects {
    private static final String FROM_A_COPY = "bring it back from a copy, or restore another backup";

    private final Storage storage;
    private final BackupKeys keys;
    private final Manifest manifest;
    private final List<BackupException> problems = new ArrayList<>();
    private boolean whole = true;

    private StoredObjects(Storage storage, BackupKeys keys, Manifest manifest) {
        this.storage = storage;
        this.keys = keys;
        this.manifest = manifest;
    }

    /** Compares them with the manifest; contents of parts are not looked at. */
    static StoredObjects look(Storage storage, BackupKeys keys, Manifest manifest) {
        StoredObjects objects = new StoredObjects(storage, keys, manifest);
        objects.parts();
        objects.owner().ifPresent(objects.problems::add);
        objects.checksums();
        return objects;
    }

    /** All that differs. */
    List<BackupException> problems() {
        return List.copyOf(problems);
    }

    /** Whether every part is there with its length. */
    boolean whole() {
        return whole;
    }

    private void parts() {
        Map<String, Long> found = storage.list(keys.parts()).stream()
                // What a console shows as an empty folder holds nothing.
                .filter(object -> !object.key().endsWith("/"))
                .collect(Collectors.toMap(StoredObject::key, StoredObject::size));
        for (Part part : manifest.parts()) {
            Long size = found.remove(part.key());
            whole &= size != null && size == part.length();
            if (size == null) {
                problem(
                        Reason.ObjectMissing,
                        part.key() + " of " + manifest.destination() + " is missing",
                        FROM_A_COPY);
            } else if (size != part.length()) {
                problem(
                        Reason.ObjectDamaged,
                        part.key() + " has " + size + " bytes, the manifest says " + part.length(),
                        FROM_A_COPY);
            }
        }
        found.keySet().stream()
                .sorted()
                .forEach(key -> problem(
                        Reason.ObjectForeign,
                        key + " is no part of " + manifest.destination(),
                        "find out who has put it there, and remove it"));
    }

    private void problem(Reason reason, String what, String hint) {
        problems.add(new BackupException(reason, "the object " + what, hint));
    }

    /** Whose the backup is says its manifest, too, so the bytes of the claim are known. */
    private Optional<BackupException> owner() {
        String hint = "write it again: without it nobody knows whose the objects are";
        try {
            boolean same = Arrays.equals(storage.get(keys.owner()), OwnerFile.encode(manifest.owner()));
            return same
                    ? Optional.empty()
                    : Optional.of(new BackupException(
                            Reason.ObjectDamaged,
                            "the owner file " + keys.owner() + " does not say what the manifest says",
                            hint));
        } catch (NotFoundException e) {
            return Optional.of(new BackupException(
                    Reason.ObjectMissing, "the owner file " + keys.owner() + " is missing", hint, e));
        }
    }

    /** Nobody but other readers of the layout needs them, and those have nothing else to go by. */
    private void checksums() {
        String key = keys.checksums();
        try {
            if (manifest.checksums() != null && !Hash.sha256(storage.get(key)).equals(manifest.checksums())) {
                problem(Reason.ObjectDamaged, key + " is not what was stored: its hash differs", FROM_A_COPY);
            }
        } catch (NotFoundException e) {
            problem(Reason.ObjectMissing, key + " is missing", FROM_A_COPY);
        }
    }
}
