package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.ChainEntry;
import dev.dromedary.chain.RestorePlan;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the statuses of resources tell of a restore, for who cannot read the storage. */
public final class PlanFromResources {
    private PlanFromResources() {}

    /** @param all the backups of its namespace */
    public static RestorePlan of(PerconaServerMySQLBackup backup, List<PerconaServerMySQLBackup> all) {
        String destination = Objects.requireNonNull(backup.getStatus().destination);
        Map<String, ChainEntry> chain = new HashMap<>();
        ChainEntries.of(all.stream().filter(each -> sameChain(each, backup)).toList())
                .forEach(entry -> chain.put(entry.destination(), entry));
        List<RestorePlan.Step> steps = new ArrayList<>();
        List<BackupException> problems = new ArrayList<>();
        for (String next = destination; next != null; ) {
            ChainEntry entry = chain.remove(next);
            if (entry == null) {
                problems.addFirst(broken(next + " has no resource"));
                break;
            }
            steps.addFirst(new RestorePlan.Step(
                    entry.destination(), entry.from(), entry.to(), entry.completed(), entry.size(), null));
            if (!entry.restorable()) {
                problems.addFirst(broken(entry.name() + ": "
                        + Objects.requireNonNullElse(
                                entry.problem(), "it is not complete, its state is '" + entry.state() + "'")));
            }
            next = entry.parent();
        }
        return new RestorePlan(steps, null, problems);
    }

    private static boolean sameChain(PerconaServerMySQLBackup one, PerconaServerMySQLBackup other) {
        String destination = one.getStatus().destination;
        return destination != null
                && BackupNames.baseOf(destination).equals(BackupNames.baseOf(other.getStatus().destination))
                && StorageDescriptions.same(one.getStatus().storage, other.getStatus().storage);
    }

    private static BackupException broken(String what) {
        return new BackupException(
                Reason.ChainBroken, what, "restore an earlier member of the chain, or take a new full backup");
    }
}
