package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Completes the copies of a backup from its own storage, of which nothing is changed. A copy that fails stops no other. */
public final class CompleteCopies implements Processor {
    private final int senders;

    /** @param senders how many parts are on their way at a time */
    public CompleteCopies(int senders) {
        this.senders = senders;
    }

    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        BackupKeys keys = new BackupKeys(
                RunProperty.DESTINATION.get(exchange, Destination.class).key());
        Manifest manifest = manifest(storage, keys, run);
        byte[] file = storage.get(keys.manifest());
        Copies copies = Copies.of(exchange);
        for (Copy copy : copies.alive()) {
            try {
                complete(new Transfer(storage, copy, keys, manifest, senders), run, file);
                copy.completed();
            } catch (RuntimeException e) {
                stopIfTold(e);
                Copies.drop(copy, Failures.told(e));
            }
        }
        exchange.getMessage().setBody(result(copies, manifest));
    }

    private static Manifest manifest(Storage storage, BackupKeys keys, RunSpecification run) {
        return Manifests.find(storage, keys.backup())
                .map(Member::manifest)
                .filter(found -> found.owner().uid().equals(run.owner().uid()))
                .orElseThrow(() -> new BackupException(
                        Reason.BackupNotFound,
                        "backup not found in storage",
                        "there is no manifest of it beside " + run.destination()
                                + ", from where its copies would be completed"));
    }

    /** Parts first, the manifest last, as with a backup itself. */
    private static void complete(Transfer transfer, RunSpecification run, byte[] file) {
        BackupKeys keys = transfer.keys();
        Storage there = transfer.copy().storage();
        ClaimDestination.take(there, keys, run.owner(), transfer.copy().destination(), transfer.copy()::claim);
        Optional<byte[]> sealed = Transfer.find(there, keys.manifest());
        boolean same = sealed.filter(found -> Arrays.equals(found, file)).isPresent();
        if (sealed.isPresent() && !same) {
            there.delete(List.of(keys.manifest()));
        }
        transfer.parts(same);
        // What the reference's tool reads beside the objects of its own layout.
        Transfer.find(transfer.storage(), keys.checksums()).ifPresent(sums -> there.put(keys.checksums(), sums, false));
        if (!same) {
            there.put(keys.manifest(), file, true);
        }
    }

    private static void stopIfTold(RuntimeException e) {
        BackupException told = Failures.told(e);
        if (told.reason() == Reason.RunCancelled) {
            throw told;
        }
    }

    private static RunResult result(Copies copies, Manifest manifest) {
        RunResult.BackupFacts facts =
                RunResult.BackupFacts.of(manifest, copies.sent()).with(copies.facts());
        return copies.all().stream()
                .flatMap(copy -> copy.failure().stream())
                .findFirst()
                .map(why -> RunResult.failed(Outcome.FAILED, why).with(facts))
                .orElseGet(() -> RunResult.succeeded(facts));
    }
}
