package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.OwnerFile;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the destination ours before anything is written to it. What an earlier attempt of the same backup left there is
 * removed; what belongs to anyone else, or to nobody known, is not touched.
 */
public final class ClaimDestination implements Processor {
    @Override
    public void process(Exchange exchange) {
        Manifest.Owner owner = RunProperty.run(exchange).owner();
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        Destination destination = RunProperty.DESTINATION.get(exchange, Destination.class);
        BackupKeys keys = new BackupKeys(destination.key());
        if (take(storage, keys, owner, destination.toString(), () -> RunProperty.CLAIMED.set(exchange, true))) {
            Leftovers.removeParts(storage, keys);
        }
        Copies.of(exchange).each(copy -> {
            if (take(copy.storage(), keys, owner, copy.destination(), copy::claim)) {
                Leftovers.removeSealed(copy.storage(), keys);
            }
        });
    }

    /**
     * Makes a destination ours.
     *
     * @param claimed is told as soon as it is, or may be
     * @return whether it was ours before
     */
    static boolean take(Storage storage, BackupKeys keys, Manifest.Owner owner, String destination, Runnable claimed) {
        Optional<Manifest.Owner> before = owner(storage, keys);
        if (before.isEmpty() && !storage.list(keys.parts()).isEmpty()) {
            throw taken(destination, "there are objects that nobody has claimed");
        }
        if (before.isEmpty()) {
            claim(storage, keys, owner, destination, claimed);
        } else if (!before.get().uid().equals(owner.uid())) {
            throw taken(
                    destination,
                    "it belongs to " + before.get().namespace() + "/"
                            + before.get().name());
        }
        claimed.run();
        return before.isPresent();
    }

    /** Who has claimed a backup's destination. */
    static Optional<Manifest.Owner> owner(Storage storage, BackupKeys keys) {
        try {
            return Optional.of(OwnerFile.decode(storage.get(keys.owner()))
                    .orElse(new Manifest.Owner("", "an unreadable claim", "", "")));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static void claim(
            Storage storage, BackupKeys keys, Manifest.Owner owner, String destination, Runnable claimed) {
        try {
            storage.put(keys.owner(), OwnerFile.encode(owner), true);
        } catch (BackupException e) {
            // What was not answered may be done all the same.
            if (e.reason() == Reason.StorageUnreachable || e.reason() == Reason.RunCancelled) {
                claimed.run();
            }
            throw e;
        } catch (AlreadyExistsException e) {
            // Someone was quicker; unless it was an attempt of this very backup, the place is theirs.
            if (!owner(storage, keys).map(Manifest.Owner::uid).equals(Optional.of(owner.uid()))) {
                throw taken(destination, "it was claimed this moment");
            }
        }
    }

    private static BackupException taken(String destination, String why) {
        return new BackupException(
                Reason.DestinationTaken,
                "the destination " + destination + " is taken: " + why,
                "give clusters of the same name prefixes of their own, or remove what lies there");
    }
}
