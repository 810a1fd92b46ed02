package dev.dromedary.reconcile;

import dev.dromedary.api.BackupsStatus;
import dev.dromedary.api.ClusterStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.status.Reason;
import java.util.List;
import java.util.Optional;

/** Writes into a cluster's status, and into Events, what became of the times of its schedules. */
final class ScheduleReport {
    static final String VALID = "SchedulesValid";

    private final PerconaServerMySQL cluster;
    private final ClusterStatus status;
    private final StatusChange change;

    ScheduleReport(ScheduleView view) {
        this.cluster = view.cluster();
        this.status = cluster.getStatus();
        this.change = new StatusChange(cluster, status.conditions, generation -> {}, view.now());
    }

    Decision decision() {
        return change.decision(Next.WAIT, null);
    }

    List<ScheduleStatus> all() {
        return status.backup == null ? List.of() : status.backup.schedules;
    }

    Optional<ScheduleStatus> find(String schedule) {
        return all().stream().filter(each -> schedule.equals(each.name)).findFirst();
    }

    ScheduleStatus add(String schedule) {
        if (status.backup == null) {
            status.backup = new BackupsStatus();
        }
        ScheduleStatus added = new ScheduleStatus();
        added.name = schedule;
        status.backup.schedules.add(added);
        return added;
    }

    void remove(ScheduleStatus gone) {
        status.backup.schedules.remove(gone);
    }

    /** Times came to nothing. */
    void missed(ScheduleStatus schedule, long count, Reason reason, String text) {
        schedule.missed = (schedule.missed == null ? 0 : schedule.missed) + count;
        schedule.message = text;
        change.note(true, reason.name(), "schedule " + schedule.name + ": " + text);
    }

    void madeUp(ScheduleStatus schedule) {
        schedule.madeUp = (schedule.madeUp == null ? 0 : schedule.madeUp) + 1;
    }

    /** Something is not as the schedule's owner may expect. */
    void tell(ScheduleStatus schedule, boolean warning, String reason, String text) {
        schedule.message = text;
        change.note(warning, reason, "schedule " + schedule.name + ": " + text);
    }

    /** What is wrong with the resource. Where the conditions are another's, an Event has to do. */
    void problems(List<String> problems, boolean foreign) {
        String message = String.join("; ", problems);
        if (foreign) {
            return;
        }
        boolean before = Conditions.find(status.conditions, VALID)
                .filter(condition -> message.equals(condition.getMessage()))
                .isPresent();
        if (problems.isEmpty()) {
            Conditions.remove(status.conditions, VALID);
        } else if (!before) {
            change.condition(VALID, false, Reason.ScheduleInvalid.name(), message);
            change.note(true, Reason.ScheduleInvalid.name(), message);
        }
    }
}
