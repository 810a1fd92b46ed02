package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.reconcile.ScheduleChecks.Checked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which backups of a cluster's schedules are made now. Each time of a schedule comes to one backup, or to a word: an
 * Event and a counter. What is decided is in the status before anything is made, so that it is decided once, whoever is
 * stopped wherever; every answer may be carried out twice.
 */
public final class ScheduleDecider {
    private final ScheduleView view;
    private final ScheduleReport report;
    private final List<PerconaServerMySQLBackup> replaced = new ArrayList<>();
    private final List<PerconaServerMySQLBackup> made = new ArrayList<>();
    private final List<Instant> wakes = new ArrayList<>();

    private ScheduleDecider(ScheduleView view) {
        this.view = view;
        this.report = new ScheduleReport(view);
    }

    public static ScheduleDecision decide(ScheduleView view) {
        ScheduleDecider decider = new ScheduleDecider(view);
        if (!Deletion.asked(view.cluster())) {
            decider.look();
        }
        return new ScheduleDecision(
                decider.report.decision(),
                decider.replaced,
                decider.made,
                decider.wakes.stream().min(Comparator.naturalOrder()).orElse(null));
    }

    /** What follows when these backups, by name, were made or were there already. */
    public static Decision made(ScheduleView view, Set<String> names) {
        ScheduleReport report = new ScheduleReport(view);
        report.all().stream()
                .filter(status -> status.making != null && names.contains(status.making))
                .forEach(ScheduleTurn::made);
        return report.decision();
    }

    /** Whether a cluster has no schedules, and nothing is left of any. */
    public static boolean none(PerconaServerMySQL cluster) {
        var backup = cluster.getSpec().backup;
        var status = cluster.getStatus();
        return (backup == null || backup.schedule.isEmpty())
                && (status.backup == null || status.backup.schedules.isEmpty())
                && Conditions.find(status.conditions, ScheduleReport.VALID).isEmpty();
    }

    /** Whether a schedule of the cluster has something to do that does not wait for a time to come. */
    public static boolean busy(PerconaServerMySQL cluster) {
        var backup = cluster.getStatus().backup;
        return backup != null
                && backup.schedules.stream().anyMatch(status -> status.making != null || status.waiting != null);
    }

    private void look() {
        ScheduleChecks.Outcome checked = ScheduleChecks.of(view.cluster(), view.zone());
        report.problems(checked.problems(), view.foreign());
        removed(checked.entries());
        // Full backups first: an increment of the same moment may need one.
        checked.entries().stream()
                .sorted(Comparator.comparing(each -> each.entry().incremental()))
                .forEach(this::turn);
    }

    private void removed(List<Checked> entries) {
        Set<String> names = entries.stream().map(each -> each.entry().name()).collect(Collectors.toSet());
        List.copyOf(report.all()).stream()
                .filter(status -> !names.contains(status.name))
                .forEach(status -> {
                    new UnseenTimes(view, report, status).end("the schedule was removed");
                    report.remove(status);
                });
    }

    private void turn(Checked checked) {
        Optional<ScheduleStatus> known = report.find(checked.entry().name());
        ScheduleStatus status = known.orElseGet(() -> report.add(checked.entry().name()));
        UnseenTimes unseen = new UnseenTimes(view, report, status);
        if (checked.timetable().isEmpty()) {
            unseen.halt(checked.wrong());
            return;
        }
        ScheduleTurn turn =
                new ScheduleTurn(view, checked.entry(), checked.timetable().get(), status, report, made);
        unseen.follow(checked.timetable().get());
        turn.take();
        replaced.addAll(turn.replaced());
        turn.making().ifPresent(made::add);
        turn.wake().ifPresent(wakes::add);
    }
}
