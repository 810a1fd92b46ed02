package dev.dromedary.reconcile;

import dev.dromedary.api.BackupsStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.chain.Fate;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes into a cluster's status, and into Events, what its retention does. */
final class PruneReport {
    private final PruneView view;
    private final PerconaServerMySQL cluster;
    private final StatusChange change;

    PruneReport(PruneView view) {
        this.view = view;
        this.cluster = view.cluster();
        this.change = new StatusChange(cluster, cluster.getStatus().conditions, generation -> {}, view.now());
    }

    Decision decision(Next next) {
        return change.decision(next, null);
    }

    /** Whether a status says anything of it. */
    static boolean told(PerconaServerMySQL cluster) {
        var backup = cluster.getStatus().backup;
        return backup != null && backup.prune != null && (backup.prune.text != null || backup.prune.removing != null);
    }

    private Optional<PruneStatus> known() {
        return Optional.ofNullable(cluster.getStatus().backup).map(backup -> backup.prune);
    }

    private PruneStatus status() {
        if (cluster.getStatus().backup == null) {
            cluster.getStatus().backup = new BackupsStatus();
        }
        BackupsStatus backup = cluster.getStatus().backup;
        if (backup.prune == null) {
            backup.prune = new PruneStatus();
        }
        return backup.prune;
    }

    /** Says what the plan says; a mistake in it is told once. */
    void plan(Optional<PrunePlan> plan) {
        if (plan.isEmpty()) {
            known().ifPresent(prune -> prune.text = null);
            return;
        }
        String before = known().map(prune -> prune.text).orElse("");
        status().text = plan.get().text();
        plan.get().problems().stream()
                .filter(problem -> !before.contains(problem))
                .forEach(problem -> change.note(true, Reason.RetentionInvalid.name(), problem));
    }

    Optional<String> removing() {
        return known().map(prune -> prune.removing);
    }

    void begins(PerconaServerMySQLBackup target, BackupChain chain, Fate fate) {
        String name = target.getMetadata().getName();
        boolean again = removing().filter(name::equals).isPresent();
        status().removing = name;
        if (!again) {
            change.note(
                    false,
                    "Pruning",
                    "the chain of " + chain.name() + ", " + chain.members().size() + " backups, goes: " + fate.why());
        }
    }

    void failedGoes(FailedRun run) {
        change.note(
                false,
                "Pruning",
                "backup " + run.backup().getMetadata().getName() + ", which failed, goes: failedAfter "
                        + run.after().text());
    }

    /** How far the removal is: a failure is told once, and counted once. */
    void progress(PerconaServerMySQLBackup base, Optional<PerconaServerMySQLBackup> child) {
        PruneStatus prune = status();
        Optional<String> failure = failure(base).or(() -> child.flatMap(PruneReport::failure));
        if (failure.isPresent() && prune.failing == null) {
            prune.failed = count(prune.failed);
            change.note(true, Reason.PruneFailed.name(), failure.get());
        }
        prune.failing = failure.orElse(null);
    }

    private static Optional<String> failure(PerconaServerMySQLBackup backup) {
        return Optional.of(backup)
                .filter(Deletion::asked)
                .map(PerconaServerMySQLBackup::getStatus)
                .filter(Retries::failedBefore)
                .flatMap(status -> Conditions.find(status.conditions, Deletion.REMOVED))
                .map(Condition::getMessage)
                .map(message -> "backup " + backup.getMetadata().getName() + " does not go: " + message);
    }

    void removed() {
        PruneStatus prune = status();
        change.note(false, "Pruned", "the chain of " + prune.removing + " is gone");
        prune.removed = count(prune.removed);
        prune.lastTime = view.now().truncatedTo(ChronoUnit.SECONDS).toString();
        letBe();
    }

    /** It is not being removed any more. */
    void letBe() {
        status().removing = null;
        status().failing = null;
    }

    private static Long count(Long before) {
        return before == null ? 1L : before + 1;
    }
}
