package dev.dromedary.reconcile;

import dev.dromedary.api.BackupsStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.Departure;
import dev.dromedary.chain.Fate;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Writes into a cluster's status, and into Events, what its retention does. */
final class PruneReport {
    /** Reasons of a removal that is on its way, or waits. */
    private static final Set<String> QUIET = Set.of(Deletion.REMOVING, Reason.ChainInUse.name());

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

    /** The storage alone that what is being removed goes from. */
    Optional<String> from() {
        return known().map(prune -> prune.removingFrom);
    }

    /** A member goes from a storage; that its chain does is told with the first. */
    void leaves(PerconaServerMySQLBackup member, String storage, BackupChain chain, Departure departure) {
        boolean first = chain.members().stream()
                .flatMap(each -> StoredPlace.of(each).stream())
                .noneMatch(place -> place.state().leaves() && place.in(named(member, storage)));
        boolean again = Objects.equals(status().removingFrom, storage)
                && Objects.equals(status().removing, member.getMetadata().getName());
        status().removing = member.getMetadata().getName();
        status().removingFrom = storage;
        if (first && !again) {
            change.note(
                    false,
                    "Pruning",
                    "the chain of " + chain.name() + ", " + chain.members().size() + " backups, goes from "
                            + departure.storage() + ": " + PruneText.why(departure));
        }
    }

    private static StorageSpec named(PerconaServerMySQLBackup member, String storage) {
        return StoredPlace.named(member, storage).orElseThrow().storage();
    }

    /** How far the removal of a member from a storage is. */
    void progress(PerconaServerMySQLBackup member) {
        failing(Conditions.find(member.getStatus().conditions, Removal.REMOVED)
                .filter(told -> !QUIET.contains(told.getReason()) && Conditions.FALSE.equals(told.getStatus()))
                .map(told -> "backup " + member.getMetadata().getName() + " does not go from " + status().removingFrom
                        + ": " + told.getMessage()));
    }

    /** What was begun is over: it is gone from the storage, or altogether. The base goes last. */
    void gone(Optional<PerconaServerMySQLBackup> member) {
        String storage = from().orElseThrow();
        member.filter(each -> !each.getStatus().incremental())
                .filter(each -> StoredPlace.named(each, storage)
                        .filter(place -> !place.lies())
                        .isPresent())
                .ifPresent(base -> {
                    change.note(
                            false,
                            "Pruned",
                            "the chain of " + base.getMetadata().getName() + " is gone from " + storage);
                    status().lastTime =
                            view.now().truncatedTo(ChronoUnit.SECONDS).toString();
                });
        letBe();
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
        failing(failure(base).or(() -> child.flatMap(PruneReport::failure)));
    }

    private void failing(Optional<String> failure) {
        PruneStatus prune = status();
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
        status().removingFrom = null;
        status().failing = null;
    }

    private static Long count(Long before) {
        return before == null ? 1L : before + 1;
    }
}
