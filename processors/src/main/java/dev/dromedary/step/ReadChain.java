package dev.dromedary.step;

import dev.dromedary.chain.Ancestor;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Member;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Reads the chain that an increment extends, or that a restore brings back, from the manifests in the storage. */
public final class ReadChain implements Processor {
    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        if (run.kind() != RunKind.BACKUP) {
            RunProperty.CHAIN.set(
                    exchange, endingIn(storage, RunProperty.DESTINATION.get(exchange, Destination.class)));
        } else if (run.type() == BackupType.INCREMENTAL) {
            Destination base = Destination.parse(run.base(), run.storage());
            Member member = Manifests.find(storage, base.key())
                    .orElseThrow(() -> new BackupException(
                            Reason.ChainBroken,
                            "the base " + base + " is not in the storage",
                            "take a new full backup"));
            RunProperty.CHAIN.set(exchange, Chain.of(member, Manifests.increments(storage, base.key())));
        }
    }

    private static Chain endingIn(Storage storage, Destination destination) {
        Member target = Manifests.find(storage, destination.key())
                .orElseThrow(() -> new BackupException(
                        Reason.BackupNotFound,
                        "backup not found in storage",
                        "there is no manifest beside " + destination + "; a backup without one was never finished"));
        String base = BackupNames.baseOf(destination.key());
        List<Member> found = new ArrayList<>();
        // The ancestors only: what is wrong with a later increment is no matter of this one.
        for (Ancestor ancestor : target.manifest().ancestors()) {
            Manifests.find(storage, key(ancestor, base)).ifPresent(found::add);
        }
        return Chain.endingIn(target, found);
    }

    /** Beside the base, not at the ancestor's own destination: the chain may lie in a copy of the bucket. */
    private static String key(Ancestor ancestor, String base) {
        return BackupNames.isIncrement(ancestor.destination())
                ? BackupNames.incrementsOf(base) + BackupNames.lastSegment(ancestor.destination())
                : base;
    }
}
