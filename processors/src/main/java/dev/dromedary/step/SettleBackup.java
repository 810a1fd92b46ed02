package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Says what became of a backup whose run ended in an unknown way: with a manifest it exists, without one it does not, and
 * what it left is removed. Nothing of another owner is touched.
 */
public final class SettleBackup implements Processor {
    private final WorkDirectories directories;

    public SettleBackup(WorkDirectories directories) {
        this.directories = directories;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        directories.remove(RunProperty.run(exchange).as(RunKind.BACKUP).name());
        exchange.getMessage()
                .setBody(settle(exchange, Copies.of(exchange).all())
                        .map(RunResult::succeeded)
                        .orElseGet(() -> RunResult.failed(
                                Outcome.FAILED,
                                new BackupException(
                                        Reason.RunLost,
                                        "the run was lost before the backup was complete; what it left was removed",
                                        "take the backup again"))));
    }

    /**
     * The backup if its manifest is there and ours; otherwise our leftovers are gone when this returns.
     *
     * @param copies that may have some of them
     */
    static Optional<RunResult.BackupFacts> settle(Exchange exchange, List<Copy> copies) {
        Manifest.Owner owner = RunProperty.run(exchange).owner();
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        String key = RunProperty.DESTINATION.get(exchange, Destination.class).key();
        Optional<Manifest> manifest = settle(storage, key, owner);
        if (manifest.isEmpty()) {
            Each.of(copies, copy -> removeCopy(copy.storage(), new BackupKeys(key), owner));
        }
        return manifest.map(found -> facts(exchange, found));
    }

    /** What is known of a backup that was completed by an attempt that did not live to tell. */
    static RunResult.BackupFacts facts(Exchange exchange, Manifest manifest) {
        Copies copies = Copies.of(exchange);
        copies.look(RunProperty.DESTINATION.get(exchange, Destination.class).key());
        return RunResult.BackupFacts.of(manifest, manifest.size()).with(copies.facts());
    }

    /** Without the backup itself a copy of it counts for nothing, complete or not. */
    private static void removeCopy(Storage storage, BackupKeys keys, Manifest.Owner owner) {
        if (isOwner(storage, keys, owner)) {
            Leftovers.removeSealed(storage, keys);
            Leftovers.removeAll(storage, keys);
        }
    }

    private static boolean isOwner(Storage storage, BackupKeys keys, Manifest.Owner owner) {
        return ClaimDestination.owner(storage, keys)
                .filter(claim -> claim.uid().equals(owner.uid()))
                .isPresent();
    }

    private static Optional<Manifest> settle(Storage storage, String key, Manifest.Owner owner) {
        BackupKeys keys = new BackupKeys(key);
        boolean ours = isOwner(storage, keys, owner);
        Optional<Manifest> manifest = Manifests.find(storage, key)
                .map(Member::manifest)
                .filter(found -> found.owner().uid().equals(owner.uid()));
        if (manifest.isEmpty() && ours) {
            Leftovers.removeAll(storage, keys);
        }
        return manifest;
    }
}
