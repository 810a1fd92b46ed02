package dev.dromedary.step;

import dev.dromedary.api.Names;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Removes a backup from its storage and those of its copies, and a base's increments before it. Manifests go first: without one no backup exists,
 * so that none is ever there with a part missing. Claims go last, so that what an interrupted run has left is known as
 * ours, and the next run goes on with it.
 */
public final class DeleteBackup implements Processor {
    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        String key = RunProperty.DESTINATION.get(exchange, Destination.class).key();
        List<Storage> storages = new ArrayList<>(List.of(storage));
        Copies.of(exchange).all().forEach(copy -> storages.add(copy.storage()));
        AtomicInteger removed = new AtomicInteger();
        Each.of(
                storages,
                each -> removed.addAndGet(
                        remove(each, key, run.owner(), run.takenBy(), run.type() == BackupType.FULL)));
        exchange.getMessage()
                .setBody(RunResult.done(
                        removed.get() == 0 ? "there was nothing left of it" : removed + " objects are gone"));
    }

    /**
     * Removes all of it, or nothing if any of it is another's.
     *
     * @param takenBy uid of the resource that took it, where that is not the owner; or null
     * @return the number of objects
     * @throws BackupException {@code DestinationTaken}
     */
    static int remove(Storage storage, String key, Manifest.Owner owner, String takenBy, boolean base) {
        BackupKeys keys = new BackupKeys(key);
        // A dot and not the bare key, which may be the beginning of another backup's.
        List<String> beside = list(storage, key + ".");
        String below = BackupNames.incrementsOf(key);
        List<String> increments =
                beside.stream().filter(each -> base && each.startsWith(below)).toList();
        Set<String> siblings = Set.of(keys.manifest(), keys.checksums(), keys.owner());
        List<String> own = Stream.concat(
                        list(storage, keys.parts()).stream(), beside.stream().filter(siblings::contains))
                .toList();
        Manifest.Owner taker = taker(storage, keys, owner, takenBy);
        checkOwner(storage, keys, taker);
        checkOwners(storage, increments, taker);
        inOrder(storage, increments);
        inOrder(storage, own);
        return increments.size() + own.size();
    }

    /**
     * Makes sure that what lies there may be removed.
     *
     * @throws BackupException {@code DestinationTaken}
     */
    static void requireOurs(Storage storage, String key, Manifest.Owner owner, String takenBy) {
        BackupKeys keys = new BackupKeys(key);
        checkOwner(storage, keys, taker(storage, keys, owner, takenBy));
    }

    private static List<String> list(Storage storage, String prefix) {
        return storage.list(prefix).stream()
                .map(StoredObject::key)
                // What a console shows as an empty folder is no key that a storage of ours takes.
                .filter(key -> !key.endsWith("/"))
                .toList();
    }

    private static void inOrder(Storage storage, List<String> keys) {
        Predicate<String> manifest = BackupKeys::isManifest;
        Predicate<String> claim = BackupKeys::isOwner;
        for (Predicate<String> next : List.of(manifest, manifest.or(claim).negate(), claim)) {
            storage.delete(keys.stream().filter(next).toList());
        }
    }

    /** An imported backup is its resource's by the uid that its manifest told; its increments are of the same taker. */
    private static Manifest.Owner taker(Storage storage, BackupKeys keys, Manifest.Owner owner, String takenBy) {
        return ClaimDestination.owner(storage, keys)
                .filter(claim -> claim.uid().equals(takenBy))
                .orElse(owner);
    }

    /** What nobody has claimed was taken by the reference, or is the rest of a removal: its resource says whose it is. */
    private static void checkOwner(Storage storage, BackupKeys keys, Manifest.Owner owner) {
        ClaimDestination.owner(storage, keys)
                .or(() -> Manifests.find(storage, keys.backup())
                        .map(member -> member.manifest().owner()))
                .filter(claim -> !Objects.equals(claim.uid(), owner.uid()))
                .ifPresent(claim -> refuse(keys, claim));
    }

    /** An increment is another resource than its base, so its uid says nothing here. */
    private static void checkOwners(Storage storage, List<String> increments, Manifest.Owner owner) {
        for (String key : increments.stream().filter(BackupKeys::isOwner).toList()) {
            BackupKeys keys = BackupKeys.ofOwner(key);
            Optional<Manifest.Owner> other = ClaimDestination.owner(storage, keys)
                    .filter(claim -> !Objects.equals(claim.namespace(), owner.namespace())
                            || !Objects.equals(claim.cluster(), owner.cluster()));
            other.ifPresent(claim -> refuse(keys, claim));
        }
    }

    private static void refuse(BackupKeys keys, Manifest.Owner other) {
        throw new BackupException(
                Reason.DestinationTaken,
                "nothing was removed: " + keys.backup() + " belongs to " + other.namespace() + "/" + other.name()
                        + ", uid " + other.uid(),
                "if it is to stay there, set the annotation " + Names.ABANDON_OBJECTS_ANNOTATION + " to \"true\"");
    }
}
