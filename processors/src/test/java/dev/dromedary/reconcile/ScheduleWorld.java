package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.run.Note;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A cluster with schedules, and a clock. */
final class ScheduleWorld {
    final World world = new World();
    final PerconaServerMySQL cluster = world.cluster;
    /** All Events so far. */
    final List<Note> notes = new ArrayList<>();

    boolean foreign;
    Instant now = Instant.parse("2024-06-15T10:30:00Z");

    Schedule schedule(String name, String when) {
        Schedule schedule = new Schedule();
        schedule.name = name;
        schedule.schedule = when;
        schedule.storageName = "s3";
        schedule.type = BackupType.FULL;
        cluster.getSpec().backup.schedule.add(schedule);
        return schedule;
    }

    Schedule increments(String name, String when) {
        Schedule schedule = schedule(name, when);
        schedule.type = BackupType.INCREMENTAL;
        return schedule;
    }

    private ScheduleView view() {
        return new ScheduleView(
                cluster, List.copyOf(world.backups), List.copyOf(world.restores), foreign, now, ZoneOffset.UTC);
    }

    /** The status is written, and nothing comes of it: as if the operator were stopped then. */
    ScheduleDecision decide() {
        ScheduleDecision decision = ScheduleDecider.decide(view());
        notes.addAll(decision.decision().notes());
        return decision;
    }

    /** All that the route does; answers what was made. */
    List<PerconaServerMySQLBackup> look() {
        ScheduleDecision decision = decide();
        world.backups.removeAll(decision.replaced());
        create(decision);
        Set<String> names = decision.made().stream()
                .map(made -> made.getMetadata().getName())
                .collect(Collectors.toSet());
        ScheduleDecider.made(view(), names);
        return decision.made();
    }

    List<PerconaServerMySQLBackup> lookAt(String time) {
        now = Instant.parse(time);
        return look();
    }

    void create(ScheduleDecision decision) {
        for (PerconaServerMySQLBackup made : decision.made()) {
            if (find(made.getMetadata().getName()) == null) {
                made.getMetadata().setUid("uid-" + made.getMetadata().getName());
                world.backups.add(made);
            }
        }
    }

    PerconaServerMySQLBackup find(String name) {
        return world.backups.stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    ScheduleStatus status(String schedule) {
        return cluster.getStatus().backup.schedules.stream()
                .filter(status -> status.name.equals(schedule))
                .findFirst()
                .orElseThrow();
    }

    /** Every backup that has not ended succeeds now. */
    void succeed() {
        world.backups.stream()
                .filter(backup -> !backup.getStatus().stateOrNew().terminal())
                .forEach(this::succeed);
    }

    private void succeed(PerconaServerMySQLBackup backup) {
        var status = backup.getStatus();
        boolean full = backup.getSpec().typeOrDefault() == BackupType.FULL;
        String base = world.backups.stream()
                .filter(each -> each.getStatus().destination != null
                        && !each.getStatus().incremental())
                .map(each -> each.getStatus().destination)
                .reduce("none", (one, other) -> other);
        status.state = BackupState.SUCCEEDED;
        status.type = full ? "full" : "incremental";
        status.storage = World.s3("bucket");
        status.completed = now.toString();
        String name = backup.getMetadata().getName();
        status.destination = full ? "s3://bucket/backups/" + name + "-full" : base + ".incr/" + name + "-incr";
    }

    List<String> told() {
        return notes.stream().map(note -> note.reason() + ": " + note.message()).toList();
    }
}
