package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.ChainEntry;
import dev.dromedary.chain.Lsn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;

/** What the statuses of resources tell of chains. They do not name parents, so those follow from the places in the chain. */
final class EntriesOfResources {
    private static final Comparator<PerconaServerMySQLBackup> PLACE = Comparator.comparing(
                    (PerconaServerMySQLBackup backup) -> position(backup).orElse(Integer.MAX_VALUE))
            .thenComparing(backup -> text(backup.getStatus().completed))
            .thenComparing(backup -> text(backup.getMetadata().getCreationTimestamp()));

    private EntriesOfResources() {}

    /** @param manifestMissing whether it is known that none of them has a manifest */
    static List<ChainEntry> of(List<PerconaServerMySQLBackup> backups, boolean manifestMissing) {
        Map<String, List<PerconaServerMySQLBackup>> chains = new LinkedHashMap<>();
        for (PerconaServerMySQLBackup backup : backups) {
            chains.computeIfAbsent(base(backup), any -> new ArrayList<>()).add(backup);
        }
        List<ChainEntry> entries = new ArrayList<>();
        chains.values().forEach(chain -> {
            SequencedMap<PerconaServerMySQLBackup, Optional<String>> complete = new LinkedHashMap<>();
            for (PerconaServerMySQLBackup backup : chain.stream().sorted(PLACE).toList()) {
                PerconaServerMySQLBackup before = before(backup, complete.sequencedKeySet());
                Optional<String> problem = Optional.ofNullable(problem(backup, before, manifestMissing))
                        .or(() -> complete.getOrDefault(before, Optional.empty()));
                entries.add(entry(backup, before, problem.orElse(null)));
                if (backup.getStatus().stateOrNew() == BackupState.SUCCEEDED) {
                    complete.put(backup, problem);
                }
            }
        });
        return entries;
    }

    /**
     * The one that a backup goes on from. Of the reference several may have one place, as what a run left that was taken again;
     * LSNs tell them apart.
     */
    private static PerconaServerMySQLBackup before(
            PerconaServerMySQLBackup backup, SequencedCollection<PerconaServerMySQLBackup> complete) {
        PerconaServerMySQLBackup last = null;
        for (PerconaServerMySQLBackup each : complete.reversed()) {
            if (below(each, backup)) {
                last = last == null ? each : last;
                if (Objects.equals(each.getStatus().toLsn, backup.getStatus().fromLsn)) {
                    return each;
                }
            }
        }
        return last;
    }

    private static boolean below(PerconaServerMySQLBackup one, PerconaServerMySQLBackup other) {
        Optional<Integer> place = position(other);
        return position(one)
                .filter(each -> place.isPresent() && each >= place.get())
                .isEmpty();
    }

    private static String base(PerconaServerMySQLBackup backup) {
        String destination = backup.getStatus().destination;
        return destination == null ? backup.getMetadata().getName() : BackupNames.baseOf(destination);
    }

    private static ChainEntry entry(PerconaServerMySQLBackup backup, PerconaServerMySQLBackup before, String problem) {
        BackupStatus status = backup.getStatus();
        String destination = Objects.requireNonNullElse(
                status.destination, backup.getMetadata().getName());
        boolean increment = BackupNames.isIncrement(destination);
        String parent = before == null ? base(backup) : before.getStatus().destination;
        return new ChainEntry(
                backup.getMetadata().getName(),
                destination,
                increment ? parent : null,
                status.stateOrNew().wire(),
                status.stateOrNew() == BackupState.SUCCEEDED,
                lsn(status.fromLsn),
                lsn(status.toLsn),
                status.completed == null ? null : Instant.parse(status.completed),
                status.size,
                problem);
    }

    private static Lsn lsn(Long value) {
        return value == null ? null : new Lsn(value);
    }

    private static String problem(
            PerconaServerMySQLBackup backup, PerconaServerMySQLBackup before, boolean manifestMissing) {
        BackupStatus status = backup.getStatus();
        if (status.stateOrNew() != BackupState.SUCCEEDED) {
            return status.stateOrNew().terminal()
                    ? Objects.requireNonNullElse(status.stateDescription, "it did not succeed")
                    : null;
        }
        if (Conditions.fails(status.conditions, RestoreStage.VERIFIED.type())) {
            return Conditions.find(status.conditions, RestoreStage.VERIFIED.type())
                    .orElseThrow()
                    .getMessage();
        }
        if (manifestMissing && status.toLsn != null) {
            return "its manifest is missing";
        }
        return BackupNames.isIncrement(text(status.destination)) ? link(backup, before) : null;
    }

    /** The reference's backups have no lsns in their statuses, so that nothing can be said of their links. */
    private static String link(PerconaServerMySQLBackup backup, PerconaServerMySQLBackup before) {
        if (before == null) {
            return "its base " + base(backup) + " has no resource";
        }
        Long from = backup.getStatus().fromLsn;
        Long to = before.getStatus().toLsn;
        boolean apart = position(backup).isPresent()
                && position(before).isPresent()
                && position(backup).get() - position(before).get() > 1;
        if (apart) {
            return "a backup between it and " + before.getMetadata().getName() + " has no resource";
        }
        return from == null || to == null || from.equals(to)
                ? null
                : "it starts at lsn " + from + ", but " + before.getMetadata().getName() + " ends at " + to;
    }

    /** Empty for the increments of the reference, which have none. */
    private static Optional<Integer> position(PerconaServerMySQLBackup backup) {
        if (!BackupNames.isIncrement(text(backup.getStatus().destination))) {
            return Optional.of(0);
        }
        return Optional.ofNullable(backup.getStatus().chain).map(chain -> chain.position);
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
