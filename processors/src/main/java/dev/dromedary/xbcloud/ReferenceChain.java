package dev.dromedary.xbcloud;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.LinksByLsn;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageContents;
import dev.dromedary.storage.StoredObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the chain of a backup that the reference has made: there is no manifest, so it is looked for in what lies there. What
 * a failed run left beside it, what links to nothing and what is of another server is passed over and named in the log; what
 * would make it a matter of choice is refused.
 */
public final class ReferenceChain {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceChain.class);

    private final StorageContents storage;
    private final Destination target;
    private final LookAtBackup look;

    public ReferenceChain(StorageContents storage, Destination target) {
        this.storage = storage;
        this.target = target;
        look = new LookAtBackup(storage);
    }

    /**
     * The chain that ends in the target; empty if nothing of the reference is there.
     *
     * @throws BackupException if it cannot be restored: the target or a member it needs is not whole, nothing links them, or
     *     more than one does
     */
    public Optional<Chain> find() {
        String baseKey = BackupNames.baseOf(target.key());
        if (ours(new BackupKeys(baseKey)) || ours(new BackupKeys(target.key()))) {
            // Of our own, and not finished: its leftovers are no backup, whatever they look like.
            return Optional.empty();
        }
        List<StoredObject> ofBase = storage.list(new BackupKeys(baseKey).parts());
        if (!BackupNames.isIncrement(target.key())) {
            return ofBase.isEmpty() ? Optional.empty() : Optional.of(chain(List.of(base(baseKey, ofBase))));
        }
        Map<String, List<StoredObject>> increments = increments(baseKey);
        return increments.containsKey(target.key())
                ? Optional.of(chainOf(base(baseKey, ofBase), increments))
                : Optional.empty();
    }

    /** Whether an increment was ever finished in the folder where the target is, up to the target; of ours, too. */
    public boolean holdsIncrements() {
        String folder = BackupNames.incrementsOf(BackupNames.baseOf(target.key()));
        return storage.list(folder).stream()
                .map(StoredObject::key)
                .filter(key -> BackupKeys.isManifest(key) || key.contains("/xtrabackup_info."))
                .map(key -> BackupKeys.isManifest(key)
                        ? BackupKeys.ofManifest(key).backup()
                        : key.substring(0, key.lastIndexOf('/')))
                .anyMatch(increment -> BackupNames.isIncrement(increment) && increment.compareTo(target.key()) <= 0);
    }

    private Manifest base(String key, List<StoredObject> listed) {
        return whole(look.at(at(key), listed), "the base of the chain, ");
    }

    private Chain chainOf(Manifest base, Map<String, List<StoredObject>> listed) {
        Map<String, BackupException> broken = new TreeMap<>();
        List<Manifest> whole = new ArrayList<>();
        Manifest end = null;
        for (Map.Entry<String, List<StoredObject>> each : listed.entrySet()) {
            Look found = look.at(at(each.getKey()), each.getValue());
            if (each.getKey().equals(target.key())) {
                end = whole(found, "");
            }
            switch (found) {
                case Look.Whole(Manifest manifest) -> whole.add(manifest);
                case Look.Broken(String destination, BackupException why) -> broken.put(destination, why);
            }
        }
        if (end == null) {
            throw new IllegalStateException(target + " was listed before");
        }
        LinksByLsn links = new LinksByLsn(base, whole);
        try {
            List<Manifest> chain = links.chainTo(end);
            broken.forEach((destination, why) -> LOG.warn("passed over {}: {}", destination, why.getMessage()));
            new TreeMap<>(links.beside(chain))
                    .forEach((destination, why) -> LOG.warn("passed over {}: {}", destination, why));
            return chain(chain);
        } catch (BackupException e) {
            throw told(e, broken);
        }
    }

    /** The failure, with the names of those that might have been a part of the chain. */
    private static BackupException told(BackupException e, Map<String, BackupException> broken) {
        if (broken.isEmpty()) {
            return e;
        }
        StringBuilder message = new StringBuilder(e.getMessage());
        broken.entrySet().stream().limit(5).forEach(each -> message.append("; not restorable: ")
                .append(each.getKey())
                .append(" (")
                .append(each.getValue().getMessage())
                .append(')'));
        return new BackupException(e.reason(), message.toString(), e.hint(), e);
    }

    private static Manifest whole(Look look, String what) {
        return switch (look) {
            case Look.Whole(Manifest manifest) -> manifest;
            case Look.Broken(String destination, BackupException why) ->
                throw new BackupException(
                        why.reason(), what + destination + " cannot be restored: " + why.getMessage(), why.hint(), why);
        };
    }

    /** What lies below each increment of a base, by the increment's key; without those that are ours. */
    private Map<String, List<StoredObject>> increments(String baseKey) {
        String folder = BackupNames.incrementsOf(baseKey);
        Map<String, List<StoredObject>> found = new HashMap<>();
        List<String> ours = new ArrayList<>();
        for (StoredObject object : storage.list(folder)) {
            int slash = object.key().indexOf('/', folder.length());
            if (slash > 0 && BackupNames.isIncrement(object.key().substring(0, slash))) {
                found.computeIfAbsent(object.key().substring(0, slash), any -> new ArrayList<>())
                        .add(object);
            } else if (BackupKeys.isManifest(object.key())) {
                ours.add(BackupKeys.ofManifest(object.key()).backup());
            } else if (BackupKeys.isOwner(object.key())) {
                ours.add(BackupKeys.ofOwner(object.key()).backup());
            }
        }
        ours.forEach(found::remove);
        return new TreeMap<>(found);
    }

    private Destination at(String key) {
        return new Destination(target.type(), target.container(), key);
    }

    private boolean ours(BackupKeys keys) {
        return Stream.of(keys.manifest(), keys.owner()).anyMatch(key -> storage.list(key).stream()
                .anyMatch(object -> object.key().equals(key)));
    }

    private static Chain chain(List<Manifest> manifests) {
        List<Member> members = new ArrayList<>();
        for (Manifest each : manifests) {
            members.add(new Member(members.isEmpty() ? each : each.childOf(members.getLast()), ""));
        }
        return Chain.endingIn(members.getLast(), members);
    }
}
