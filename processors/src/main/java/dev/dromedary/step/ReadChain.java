package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import dev.dromedary.xbcloud.ReferenceChain;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads the chain that an increment extends, or that a restore brings back, from the manifests in the storage; that of a backup of
 * the reference, which has none, from what lies there.
 */
public final class ReadChain implements Processor {
    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        if (run.kind() != RunKind.BACKUP) {
            Destination destination = RunProperty.DESTINATION.get(exchange, Destination.class);
            Sources sources = Sources.of(exchange);
            RunProperty.SOURCES.set(exchange, sources);
            RunProperty.CHAIN.set(
                    exchange,
                    sources.manifest(destination.key())
                            .map(member -> endingIn(sources, member, destination))
                            .orElseGet(() -> ofTheReference(
                                    storage, destination, run.kind().inspects())));
        } else if (run.type() == BackupType.INCREMENTAL) {
            Destination base = Destination.parse(run.base(), run.storage());
            Member member = Manifests.find(storage, base.key()).orElseThrow(() -> noBase(storage, base));
            RunProperty.CHAIN.set(exchange, Chain.of(member, Manifests.increments(storage, base.key())));
        }
    }

    /** Of a backup that is known to have been finished. */
    private static BackupException missing(Destination destination) {
        return new BackupException(
                Reason.ObjectMissing,
                "the manifest " + new BackupKeys(destination.key()).manifest() + " is missing",
                "bring it back from a copy; without it there is no backup");
    }

    private static Chain endingIn(Sources sources, Member target, Destination destination) {
        String base = BackupNames.baseOf(destination.key());
        // Those below it only: what is wrong with a later increment is no matter of this one.
        return Chain.endingIn(target, parent -> sources.manifest(key(parent.destination(), base)));
    }

    private static Chain ofTheReference(Storage storage, Destination destination, boolean inspects) {
        ReferenceChain chain = new ReferenceChain(storage, destination);
        try {
            return chain.find().orElseThrow(() -> inspects ? missing(destination) : notFound(destination));
        } catch (BackupException e) {
            boolean ofTheStored =
                    e.reason() == Reason.BackupNotFound || e.reason().damage();
            if (!inspects && ofTheStored && BackupNames.isIncrement(destination.key()) && !chain.holdsIncrements()) {
                throw new BackupException(e.reason(), "no incremental backups found in chain", e.describe(), e);
            }
            throw e;
        }
    }

    private static BackupException notFound(Destination destination) {
        return new BackupException(
                Reason.BackupNotFound,
                "backup not found in storage",
                "there is no manifest beside " + destination
                        + ", and no backup of the reference; one of ours without a manifest was never finished");
    }

    /** One that the reference took can be imported, but only the reference extends it. */
    private static BackupException noBase(Storage storage, Destination base) {
        boolean there = !storage.list(new BackupKeys(base.key()).parts()).isEmpty();
        return new BackupException(
                Reason.ChainBroken,
                "the base " + base
                        + (there ? " has no manifest, so nothing is known of its server" : " is not in the storage"),
                "take a new full backup");
    }

    /** Where a member of a chain lies: beside the base, not at its own destination: the chain may lie in a copy of the bucket. */
    static String key(String member, String base) {
        return BackupNames.isIncrement(member)
                ? BackupNames.incrementsOf(base) + BackupNames.lastSegment(member)
                : base;
    }
}
