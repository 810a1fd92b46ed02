package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Member;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes sure that the parent of an increment has no other child by now. The lease sees to that as a rule; but a run whose
 * resource is gone has lost it, and may still be at work.
 */
public final class RequireTip implements Processor {
    @Override
    public void process(Exchange exchange) {
        if (RunProperty.run(exchange).type() != BackupType.INCREMENTAL) {
            return;
        }
        Destination own = RunProperty.DESTINATION.get(exchange, Destination.class);
        String parent = RunProperty.CHAIN.get(exchange, Chain.class).tip().destination();
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        Manifests.increments(storage, BackupNames.baseOf(own.key())).stream()
                .filter(other -> other.manifest().extendsBackup(parent))
                .map(Member::destination)
                // Another attempt at this very backup is no fork.
                .filter(other -> !other.equals(own.toString()))
                .findFirst()
                .ifPresent(other -> {
                    throw new BackupException(
                            Reason.ChainForked,
                            "the backup cannot extend " + parent + " any more: " + other + " does",
                            "take the increment again; it goes on from there");
                });
    }
}
