package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.CopyTargets;
import dev.dromedary.run.RunResult.CopyFacts;
import dev.dromedary.status.BackupException;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.RekeyedStorage;
import dev.dromedary.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copies of the backup of a run. One that fails is dropped; the run fails with it only if it cannot do without. */
final class Copies {
    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    /** Opens the storage of a copy, as a route of this number. */
    @FunctionalInterface
    interface Opener {
        Storage open(int number, CopyTarget target);
    }

    private final List<Copy> all;
    private final int required;
    private final Duration patience;
    private volatile BooleanSupplier crowded = () -> false;

    /**
     * Copies of which none has failed.
     *
     * @param required how many of them the run cannot do without
     * @param patience how long one may take for an object when the backup's own storage has it
     */
    Copies(List<Copy> all, int required, Duration patience) {
        this.all = List.copyOf(all);
        this.required = required;
        this.patience = patience;
    }

    /** @param key of the backup in its own storage */
    static Copies open(CopyTargets targets, String key, Duration patience, Opener opener) {
        List<Copy> all = new ArrayList<>();
        for (CopyTarget target : targets.all()) {
            all.add(open(all.size(), target, key, opener));
        }
        return new Copies(all, targets.required(), patience);
    }

    private static Copy open(int number, CopyTarget target, String key, Opener opener) {
        try {
            String there =
                    Destination.parse(target.destination(), target.storage()).key();
            Storage storage = opener.open(number, target);
            return new Copy(
                    target, new RekeyedStorage(storage, BackupNames.prefixOf(there), BackupNames.prefixOf(key)));
        } catch (BackupException e) {
            Copy unopened = new Copy(target, new UnopenedStorage(e));
            drop(unopened, e);
            return unopened;
        }
    }

    /** Those of the run; none if it has none. */
    static Copies of(Exchange exchange) {
        Copies copies = exchange.getProperty(RunProperty.COPIES.key(), Copies.class);
        // Not one for all: what it is told of a run, such as its spool, would stay for good.
        return copies == null ? new Copies(List.of(), 0, Duration.ZERO) : copies;
    }

    List<Copy> all() {
        return all;
    }

    List<Copy> alive() {
        return all.stream().filter(copy -> copy.failure().isEmpty()).toList();
    }

    /** Does something to each that has not failed; drops those that fail now. */
    void each(Consumer<Copy> action) {
        List<CopyWork> work = begin(action);
        try {
            await(work, () -> false);
        } finally {
            work.forEach(CopyWork::end);
        }
    }

    /** Begins to do something to each that has not failed. Whoever begins it has to end it, too. */
    List<CopyWork> begin(Consumer<Copy> action) {
        return alive().stream()
                .map(copy -> CopyWork.start(copy, () -> action.accept(copy)))
                .toList();
    }

    /** Waits for it while a stream flows, which is not to be held up. */
    void awaitAmidTheStream(List<CopyWork> work) {
        await(work, crowded);
    }

    /**
     * Waits for it.
     *
     * @throws BackupException if a copy was dropped without which the run comes to nothing
     */
    private void await(List<CopyWork> work, BooleanSupplier full) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (CopyWork each : work) {
                each.await(deadline, full);
            }
        } catch (InterruptedException e) {
            throw Failures.cancelled(e);
        }
        requireEnough();
    }

    static void drop(Copy copy, BackupException why) {
        if (copy.drop(why)) {
            LOG.warn("the copy in storage {} is left out: {}: {}", copy.name(), why.reason(), why.describe());
        }
    }

    /**
     * Makes sure that the run can still come to a good end.
     *
     * @throws BackupException what was wrong with the first copy that is missing
     */
    void requireEnough() {
        if (alive().size() < required) {
            BackupException why = all.stream()
                    .flatMap(copy -> copy.failure().stream().map(e -> required(copy, e)))
                    .findFirst()
                    .orElseThrow();
            throw why;
        }
    }

    private BackupException required(Copy copy, BackupException why) {
        return new BackupException(
                why.reason(),
                "the copy in storage " + copy.name() + " is required (" + required + " of " + all.size() + " are): "
                        + why.getMessage(),
                why.hint(),
                why);
    }

    /** @param full whether so much waits for the storages that a copy must not be waited for */
    void crowdedWhen(BooleanSupplier full) {
        crowded = full;
    }

    /** Bytes that went to copies. */
    long sent() {
        return all.stream().mapToLong(Copy::sent).sum();
    }

    /** Looks which of them have the manifest of a backup. */
    void look(String key) {
        for (Copy copy : alive()) {
            try {
                Manifests.find(copy.storage(), key).ifPresent(found -> copy.completed());
            } catch (RuntimeException e) {
                drop(copy, Failures.told(e));
            }
        }
    }

    List<CopyFacts> facts() {
        return all.stream().map(Copy::facts).toList();
    }

    /** Those at whose destinations something of ours may be. */
    List<Copy> claimed() {
        return all.stream().filter(Copy::claimed).toList();
    }
}
