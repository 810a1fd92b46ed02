package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All backups that a storage tells of, in the order of their times: by their manifests, and those of the reference, which
 * have none, by what lies there.
 */
public final class Catalogue {
    /**
     * A backup with its manifest, or with what its manifest would say.
     *
     * @param destination where it lies; another one than its manifest's where the bucket was copied
     * @param problem why nobody knows what a backup without a manifest extends; null where that is known
     */
    public record Found(String destination, Member member, BackupException problem) {
        public Found(String destination, Member member) {
            this(destination, member, null);
        }

        public Manifest manifest() {
            return member.manifest();
        }
    }

    private final List<Found> found;
    private final Map<String, BackupException> unreadable;
    private final Map<String, List<Member>> chains = new LinkedHashMap<>();

    /** @param unreadable what is wrong with manifests that cannot be read, and with what is no whole backup, by destination */
    public Catalogue(List<Found> found, Map<String, BackupException> unreadable) {
        this.found = found.stream()
                .sorted(Comparator.comparing((Found each) -> each.manifest().completed())
                        .thenComparing(Found::destination))
                .toList();
        this.unreadable = new TreeMap<>(unreadable);
        this.found.forEach(each -> chains.computeIfAbsent(each.manifest().base(), any -> new ArrayList<>())
                .add(each.member()));
    }

    public List<Found> found() {
        return found;
    }

    public Map<String, BackupException> unreadable() {
        return unreadable;
    }

    /** Those that are known well enough to make a resource of each. */
    public List<Found> known() {
        return found.stream()
                .filter(each -> each.problem() == null && !cluster(each).isEmpty())
                .toList();
    }

    /** What may be of a cluster and cannot be told well enough to make a resource of it, and why, by destination. */
    public Map<String, BackupException> leftOut(String cluster) {
        Map<String, BackupException> left = new TreeMap<>(unreadable);
        left.keySet()
                .removeIf(destination ->
                        !BackupNames.clusterOf(destination).orElse(cluster).equals(cluster));
        for (Found each : found) {
            if (cluster(each).isEmpty()) {
                left.put(
                        each.destination(),
                        new BackupException(
                                Reason.NotSupported,
                                "its name does not say of which cluster it is",
                                "it can be restored by backupSource"));
            } else if (each.problem() != null && cluster(each).equals(cluster)) {
                left.put(each.destination(), each.problem());
            }
        }
        return left;
    }

    private static String cluster(Found backup) {
        return backup.manifest().owner().cluster();
    }

    /** What keeps a backup from being restored, as far as manifests tell; empty where its chain is whole. */
    public Optional<BackupException> broken(Found backup) {
        if (backup.problem() != null) {
            return Optional.of(backup.problem());
        }
        try {
            var unused = Chain.endingIn(backup.member(), chain(backup).toList());
            return Optional.empty();
        } catch (BackupException e) {
            return Optional.of(e);
        }
    }

    /** Whether another backup names this one as its parent. */
    public boolean extended(Found backup) {
        return chain(backup)
                .anyMatch(each -> each.manifest().extendsBackup(backup.member().destination()));
    }

    private Stream<Member> chain(Found backup) {
        return chains.getOrDefault(backup.manifest().base(), List.of()).stream();
    }
}
