package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All backups that the manifests of a storage tell of, in the order of their times. */
public final class Catalogue {
    /**
     * A backup with its manifest.
     *
     * @param destination where it lies; another one than its manifest's where the bucket was copied
     */
    public record Found(String destination, Member member) {
        public Manifest manifest() {
            return member.manifest();
        }
    }

    private final List<Found> found;
    private final Map<String, BackupException> unreadable;
    private final Map<String, List<Member>> chains = new LinkedHashMap<>();

    /** @param unreadable what is wrong with manifests that cannot be read, by the destinations of their backups */
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

    /** What keeps a backup from being restored, as far as manifests tell; empty where its chain is whole. */
    public Optional<BackupException> broken(Found backup) {
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
