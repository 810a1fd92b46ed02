package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.Fate;
import dev.dromedary.reconcile.Decision.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides which backup of a cluster goes next by its retention. One chain is removed at a time: the next goes when that is
 * gone, so that a storage that does not let anything be removed costs one chain its resources and not all. Every answer may
 * be carried out twice.
 */
public final class PruneDecider {
    private final PruneView view;
    private final PruneReport report;

    private PruneDecider(PruneView view) {
        this.view = view;
        this.report = new PruneReport(view);
    }

    /** Whether there is anything to decide; if not, the backups need not be listed. */
    public static boolean concerned(PerconaServerMySQL cluster) {
        return !Deletion.asked(cluster) && (PrunePlan.configured(cluster) || PruneReport.told(cluster));
    }

    /** Answers {@code DELETE_CHILD} with the backup that goes, with its objects. */
    public static Decision decide(PruneView view) {
        PruneDecider decider = new PruneDecider(view);
        return Deletion.asked(view.cluster()) ? decider.report.decision(Next.WAIT) : decider.next();
    }

    private Decision next() {
        Optional<PrunePlan> plan =
                PrunePlan.of(view.cluster(), view.backups(), view.restores(), view.now(), view.zone());
        report.plan(plan);
        List<Fate> going = plan.map(
                        each -> each.fates().stream().filter(Fate::goes).toList())
                .orElse(List.of());
        Duration again = plan.flatMap(PrunePlan::next).map(this::left).orElse(Duration.ZERO);
        PruneFromStorage fromStorage = new PruneFromStorage(report, plan);
        Optional<PerconaServerMySQLBackup> begun = begun();
        Optional<Decision> begunThere =
                report.from().flatMap(storage -> begun.flatMap(member -> fromStorage.goesOn(member, storage)));
        if (begunThere.isPresent()) {
            return begunThere.get().again(again);
        }
        if (begun.filter(Deletion::asked).isPresent()) {
            return goesOn(begun.get()).again(again);
        }
        if (report.from().isPresent()) {
            report.gone(begun);
        } else {
            settle(begun, plan, going);
        }
        if (!going.isEmpty()) {
            Fate first = going.getFirst();
            return remove(plan.orElseThrow(), first).again(again);
        }
        return fromStorage.begin().orElseGet(() -> overdue(plan)).again(again);
    }

    private Decision overdue(Optional<PrunePlan> plan) {
        return plan.stream()
                .map(PrunePlan::overdue)
                .flatMap(List::stream)
                .findFirst()
                .map(this::remove)
                .orElseGet(() -> report.decision(Next.WAIT));
    }

    /** What was to go when we looked last; empty where there was nothing, or it is gone. */
    private Optional<PerconaServerMySQLBackup> begun() {
        return report.removing().flatMap(name -> view.backups().stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .filter(backup -> Objects.equals(
                        backup.getMetadata().getNamespace(),
                        view.cluster().getMetadata().getNamespace()))
                .findFirst());
    }

    /**
     * What was begun is gone, or was never deleted: it is tried again where it still goes, and otherwise let be, since
     * somebody has changed his mind.
     */
    private void settle(Optional<PerconaServerMySQLBackup> begun, Optional<PrunePlan> plan, List<Fate> going) {
        if (report.removing().isEmpty()) {
            return;
        }
        if (begun.isEmpty()) {
            report.removed();
        } else if (going.stream().noneMatch(fate -> goes(begun.get(), target(plan.orElseThrow(), fate)))) {
            report.letBe();
        }
    }

    private static boolean goes(PerconaServerMySQLBackup begun, PerconaServerMySQLBackup target) {
        return target.getMetadata().getName().equals(begun.getMetadata().getName());
    }

    /** Its increments go before it; where their files are somebody's, a deletion leaves that to us. */
    private Decision goesOn(PerconaServerMySQLBackup base) {
        ChainUse use = new ChainUse(base, view.backups(), view.restores());
        Optional<PerconaServerMySQLBackup> child =
                base.getStatus().destination == null || base.getStatus().incremental()
                        ? Optional.empty()
                        : use.nextChild();
        report.progress(base, child);
        boolean held = use.extending().or(use::restoring).isPresent();
        return child.filter(next -> !held && !Deletion.asked(next))
                .map(next -> report.decision(Next.DELETE_CHILD).before(next))
                .orElseGet(() -> report.decision(Next.WAIT));
    }

    private Decision remove(PrunePlan plan, Fate fate) {
        PerconaServerMySQLBackup target = target(plan, fate);
        report.begins(target, plan.chain(fate), fate);
        return report.decision(Next.DELETE_CHILD).before(target);
    }

    private Decision remove(FailedRun run) {
        report.failedGoes(run);
        return report.decision(Next.DELETE_CHILD).before(run.backup());
    }

    /** The base, which takes its increments along; of increments whose base is gone, the last. */
    private static PerconaServerMySQLBackup target(PrunePlan plan, Fate fate) {
        BackupChain chain = plan.chain(fate);
        return chain.root().orElse(chain.members().getLast());
    }

    private Duration left(Instant when) {
        return Duration.between(view.now(), when);
    }
}
