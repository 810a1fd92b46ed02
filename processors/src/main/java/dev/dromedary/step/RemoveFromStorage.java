package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Removes a backup from one of its storages. Statuses say that it is whole in another; that one is looked at first, since
 * what is removed here cannot be brought back.
 */
public final class RemoveFromStorage implements Processor {
    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        String key = RunProperty.DESTINATION.get(exchange, Destination.class).key();
        Optional<Member> here = Manifests.find(storage, key);
        Copy whole = elsewhere(Copies.of(exchange).all(), key, here);
        requireNoIncrements(storage, key);
        if (here.isPresent()) {
            DeleteBackup.requireOurs(storage, key, run.owner(), run.takenBy());
            requireAnotherPlace(storage, whole, key);
        }
        int removed = DeleteBackup.remove(storage, key, run.owner(), run.takenBy(), false);
        exchange.getMessage()
                .setBody(RunResult.done(removed == 0 ? "there was nothing left of it" : removed + " objects are gone"));
    }

    /**
     * A place where it is whole.
     *
     * @param here the manifest, which is removed first: while it is there, all is
     */
    private static Copy elsewhere(List<Copy> others, String key, Optional<Member> here) {
        List<BackupException> failures = new ArrayList<>();
        for (Copy other : others) {
            try {
                requireWhole(other, key, here);
                return other;
            } catch (BackupException | NotFoundException e) {
                failures.add(Failures.told(e));
            }
        }
        failures.stream().filter(e -> !e.reason().damage()).findFirst().ifPresent(e -> {
            throw e;
        });
        String why = failures.isEmpty()
                ? "it is in no other storage"
                : failures.getFirst().getMessage();
        throw new BackupException(
                here.isPresent() ? Reason.LastPlace : Reason.ObjectMissing,
                "nothing was removed, since it is not whole elsewhere: " + why,
                "the copy is completed by itself, where that can be done");
    }

    private static void requireWhole(Copy other, String key, Optional<Member> here) {
        BackupKeys keys = new BackupKeys(key);
        Member there = Manifests.find(other.storage(), key)
                .orElseThrow(() -> new BackupException(
                        Reason.ObjectMissing, "the manifest of " + other.destination() + " is missing", ""));
        if (here.filter(mine -> !mine.sha256().equals(there.sha256())).isPresent()) {
            throw new BackupException(
                    Reason.ManifestDamaged, "the manifest of " + other.destination() + " is another one", "");
        }
        var manifest = there.manifest()
                .with(there.manifest().parts().stream().map(keys::here).toList());
        StoredObjects found = StoredObjects.look(other.storage(), keys, manifest);
        if (!found.whole()) {
            throw found.problems().getFirst();
        }
    }

    /** Two storages of different descriptions may be one: a link, a second mount, another endpoint of one bucket. */
    private static void requireAnotherPlace(Storage storage, Copy other, String key) {
        // Below the backup, so that what an interrupted run leaves of it goes with the parts.
        String mark = new BackupKeys(key).parts() + "removing";
        storage.put(mark, new byte[] {1}, false);
        try {
            other.storage().size(mark);
        } catch (NotFoundException e) {
            return;
        } finally {
            storage.delete(List.of(mark));
        }
        throw new BackupException(
                Reason.LastPlace,
                "nothing was removed: what is written to the storage shows at " + other.destination()
                        + ", so the two are one place",
                "let no storage be another's copy that is the same place");
    }

    /** They may have no resources. */
    private static void requireNoIncrements(Storage storage, String key) {
        if (BackupNames.isIncrement(key)) {
            return;
        }
        storage.list(BackupNames.incrementsOf(key)).stream()
                .filter(object -> BackupKeys.isManifest(object.key()))
                .findFirst()
                .ifPresent(object -> {
                    throw new BackupException(
                            Reason.IncrementsFirst,
                            "nothing was removed, since an increment of it is there: " + object.key(),
                            "import the storage, or remove what lies there");
                });
    }
}
