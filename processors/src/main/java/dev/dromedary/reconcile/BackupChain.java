package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of a chain, as far as they tell: the base, where it has one, then its increments in their order. Those that
 * failed or are at work are among them.
 *
 * @param base its destination
 */
public record BackupChain(String base, List<PerconaServerMySQLBackup> members) {
    private static final Comparator<PerconaServerMySQLBackup> ORDER = Comparator.comparing(
                    BackupChain::position, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
            .thenComparing(
                    backup -> backup.getStatus().completed, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(backup -> backup.getMetadata().getName());

    /** A member that can be restored, and when it was complete. */
    public record RestorePoint(PerconaServerMySQLBackup backup, Instant time) {}

    private record Key(String namespace, String cluster, List<Object> storage, String base) {}

    /** All chains of some backups, which may be of several clusters; what has no place in a storage yet is left out. */
    public static List<BackupChain> of(Collection<PerconaServerMySQLBackup> backups) {
        Map<Key, List<PerconaServerMySQLBackup>> chains = new LinkedHashMap<>();
        for (PerconaServerMySQLBackup backup : backups) {
            BackupStatus status = backup.getStatus();
            if (status.destination != null && status.storage != null) {
                Key key = new Key(
                        backup.getMetadata().getNamespace(),
                        backup.getSpec().clusterName,
                        StorageDescriptions.identity(status.storage),
                        BackupNames.baseOf(status.destination));
                chains.computeIfAbsent(key, none -> new ArrayList<>()).add(backup);
            }
        }
        return chains.entrySet().stream()
                .map(chain -> inOrder(chain.getKey().base(), chain.getValue()))
                .toList();
    }

    private static BackupChain inOrder(String base, List<PerconaServerMySQLBackup> members) {
        Comparator<PerconaServerMySQLBackup> baseFirst =
                Comparator.comparing(member -> !base.equals(member.getStatus().destination));
        return new BackupChain(
                base, members.stream().sorted(baseFirst.thenComparing(ORDER)).toList());
    }

    /** The resource of the base; of two that say they are it, the one that has succeeded. */
    public Optional<PerconaServerMySQLBackup> root() {
        return members.stream()
                .filter(member -> base.equals(member.getStatus().destination))
                .min(Comparator.comparing(member -> !succeeded(member)));
    }

    /**
     * The members that can be restored, as far as is known: each that has succeeded, up to one that is missing or known to
     * be damaged. None of a chain that is being deleted.
     */
    public List<RestorePoint> restorable() {
        List<RestorePoint> good = new ArrayList<>();
        int next = 0;
        for (PerconaServerMySQLBackup member : members) {
            Optional<Instant> time = succeeded(member) ? completed(member) : Optional.empty();
            if (time.isEmpty()) {
                continue;
            }
            boolean first = base.equals(member.getStatus().destination);
            Integer position = position(member);
            boolean hole = position != null && position > next;
            if (first ? Deletion.asked(member) : good.isEmpty() || hole) {
                break;
            }
            if (Verification.damaged(member)) {
                break;
            }
            if (!Deletion.asked(member)) {
                good.add(new RestorePoint(member, time.get()));
            }
            next = position == null ? next + 1 : position + 1;
        }
        return good;
    }

    /** Whether it goes already, whoever wants that. */
    boolean going() {
        return root().filter(Deletion::asked).isPresent();
    }

    boolean succeeded() {
        return members.stream().anyMatch(BackupChain::succeeded);
    }

    /** What people know it by: the name of its base's resource. */
    public String name() {
        return root().map(found -> found.getMetadata().getName()).orElseGet(() -> BackupNames.lastSegment(base));
    }

    static boolean succeeded(PerconaServerMySQLBackup backup) {
        return backup.getStatus().stateOrNew() == BackupState.SUCCEEDED;
    }

    /** When a backup was complete; empty where its status does not say so. */
    public static Optional<Instant> completed(PerconaServerMySQLBackup backup) {
        return time(backup.getStatus().completed);
    }

    static Optional<Instant> time(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Integer position(PerconaServerMySQLBackup backup) {
        var place = backup.getStatus().chain;
        return place == null ? null : place.position;
    }
}
