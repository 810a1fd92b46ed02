package dev.dromedary.step;

import dev.dromedary.chain.Member;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.PartsInput;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storages that a restore reads, the nearest first: the backup's own, then its copies in their order. What the first
 * does not have, or has damaged, is taken from the next that has it whole. One that cannot be used at all comes last from
 * then on, so that it is not waited for again with each object.
 */
final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    /** @param name the destination of the backup in there */
    private record Source(String name, Storage storage) {}

    private volatile List<Source> order = List.of();
    private Source nearest;
    private final List<String> reasons = new ArrayList<>();
    private final Map<String, Integer> taken = new TreeMap<>();

    static Sources of(Exchange exchange) {
        Sources sources = new Sources();
        sources.add(
                RunProperty.DESTINATION.get(exchange, Destination.class).toString(),
                RunProperty.STORAGE.get(exchange, Storage.class));
        Copies.of(exchange).all().forEach(copy -> sources.add(copy.destination(), copy.storage()));
        return sources;
    }

    synchronized void add(String name, Storage storage) {
        Source source = new Source(name, storage);
        nearest = order.isEmpty() ? source : nearest;
        order = Stream.concat(order.stream(), Stream.of(source)).toList();
    }

    /** The manifest of a backup, which tells of its parts as they lie in the backup's own storage. */
    Optional<Member> manifest(String backupKey) {
        BackupKeys keys = new BackupKeys(backupKey);
        try {
            Member found = first(storage ->
                    Manifests.find(storage, backupKey).orElseThrow(() -> new NotFoundException(keys.manifest())));
            List<Part> parts = found.manifest().parts().stream().map(keys::here).toList();
            return Optional.of(new Member(found.manifest().with(parts), found.sha256()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a part, compared with its hash. */
    byte[] part(Part part) {
        return first(storage -> PartsInput.verified(part, storage.get(part.key())));
    }

    /** What fails in one is asked of the next; if it fails in all, the first failure that is more than absence is thrown. */
    private <T> T first(Function<Storage, T> read) {
        RuntimeException failure = null;
        for (Source source : order) {
            try {
                T found = read.apply(source.storage());
                count(source);
                return found;
            } catch (NotFoundException | BackupException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                failed(source, e);
                boolean tellsMore = failure instanceof NotFoundException && e instanceof BackupException;
                failure = failure == null || tellsMore ? e : failure;
            }
        }
        throw failure == null ? new IllegalStateException("no storage") : failure;
    }

    /**
     * Puts the first storage in front that has the whole chain. Where none has, each object has to be in one of them.
     *
     * @param missing what is wrong with a storage's objects, by their keys
     * @throws BackupException what is wrong with an object that is whole in none of them
     */
    void nearest(Function<Storage, Map<String, BackupException>> missing) {
        Map<String, BackupException> nowhere = null;
        BackupException failure = null;
        for (Source source : order) {
            try {
                Map<String, BackupException> here = missing.apply(source.storage());
                if (here.isEmpty()) {
                    front(source);
                    return;
                }
                failed(source, here.values().iterator().next());
                nowhere = nowhere == null ? new TreeMap<>(here) : nowhere;
                nowhere.keySet().retainAll(here.keySet());
            } catch (BackupException e) {
                failed(source, e);
                failure = failure == null ? e : failure;
            }
        }
        if (nowhere == null) {
            throw failure == null ? new IllegalStateException("no storage") : failure;
        }
        if (!nowhere.isEmpty()) {
            throw nowhere.values().iterator().next();
        }
    }

    private synchronized void front(Source source) {
        if (!source.equals(nearest)) {
            nearest = source;
            order = Stream.concat(Stream.of(source), others(source)).toList();
            reasons.add("the chain is taken from " + source.name());
        }
    }

    private synchronized void back(Source source) {
        order = Stream.concat(others(source), Stream.of(source)).toList();
    }

    private Stream<Source> others(Source source) {
        return order.stream().filter(each -> !each.equals(source));
    }

    private synchronized void count(Source source) {
        if (!source.equals(nearest)) {
            taken.merge(source.name(), 1, Integer::sum);
        }
    }

    private void failed(Source source, RuntimeException why) {
        BackupException told = Failures.told(why);
        boolean object = told.reason() == Reason.ObjectMissing
                || told.reason() == Reason.ObjectDamaged
                || told.reason() == Reason.ManifestDamaged;
        if (order.size() > 1) {
            LOG.warn("{} is not used for what is missing there: {}", source.name(), told.describe());
            synchronized (this) {
                if (reasons.size() < 2) {
                    reasons.add(source.name() + ": " + told.getMessage());
                }
            }
            if (!object) {
                back(source);
            }
        }
    }

    /** What was not taken from the backup's own storage, and why; null if all was. */
    synchronized String told() {
        if (taken.isEmpty() && reasons.isEmpty()) {
            return null;
        }
        List<String> all = new ArrayList<>();
        taken.forEach((name, number) -> all.add(number + " objects came from " + name));
        all.addAll(reasons);
        return String.join("; ", all);
    }
}
