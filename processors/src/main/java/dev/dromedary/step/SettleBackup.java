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
        Manifest.Owner owner = RunProperty.run(exchange).owner();
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        String key = RunProperty.DESTINATION.get(exchange, Destination.class).key();
        exchange.getMessage()
                .setBody(settle(storage, key, owner)
                        .map(found -> RunResult.succeeded(RunResult.BackupFacts.of(found, found.size())))
                        .orElseGet(() -> RunResult.failed(
                                Outcome.FAILED,
                                new BackupException(
                                        Reason.RunLost,
                                        "the run was lost before the backup was complete; what it left was removed",
                                        "take the backup again"))));
    }

    /** The backup's manifest if it is there and ours; otherwise our leftovers are gone when this returns. */
    static Optional<Manifest> settle(Storage storage, String key, Manifest.Owner owner) {
        BackupKeys keys = new BackupKeys(key);
        boolean ours = ClaimDestination.owner(storage, keys)
                .filter(claim -> claim.uid().equals(owner.uid()))
                .isPresent();
        Optional<Manifest> manifest = Manifests.find(storage, key)
                .map(Member::manifest)
                .filter(found -> found.owner().uid().equals(owner.uid()));
        if (manifest.isEmpty() && ours) {
            Leftovers.removeAll(storage, keys);
        }
        return manifest;
    }
}
