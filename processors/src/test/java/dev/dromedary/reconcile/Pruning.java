package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.schedule.ScheduledName;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chains of a cluster, and its retention at work. A chain is named by its base: of a day in June. */
final class Pruning {
    final World world = new World();
    final RetentionPolicy policy = new RetentionPolicy();

    Pruning() {
        world.cluster.getSpec().backup.retention = policy;
    }

    /** A chain of a day of June 2024, at one o'clock, with increments in the hours after that. */
    PerconaServerMySQLBackup chain(int day, int increments) {
        PerconaServerMySQLBackup base = backup("june-" + day, BackupType.FULL, time(day, 1));
        base.getStatus().destination = "s3://bucket/backups/c-june-" + day + "-full";
        for (int i = 1; i <= increments; i++) {
            increment(base, "june-" + day + "-" + i, i, time(day, 1 + i));
        }
        return base;
    }

    static String time(int day, int hour) {
        return "2024-06-%02dT%02d:00:00Z".formatted(day, hour);
    }

    PerconaServerMySQLBackup increment(PerconaServerMySQLBackup base, String name, int position, String completed) {
        PerconaServerMySQLBackup increment = backup(name, BackupType.INCREMENTAL, completed);
        increment.getStatus().type = "incremental";
        increment.getStatus().destination = base.getStatus().destination + ".incr/c-" + name + "-incr";
        increment.getStatus().chain = new ChainPlace();
        increment.getStatus().chain.position = position;
        return increment;
    }

    private PerconaServerMySQLBackup backup(String name, BackupType type, String completed) {
        PerconaServerMySQLBackup backup = world.backup(name, type);
        backup.getMetadata().setFinalizers(new ArrayList<>(List.of(Names.DELETE_BACKUP_FINALIZER)));
        backup.getMetadata().setAnnotations(new HashMap<>());
        backup.getMetadata().setLabels(new HashMap<>());
        backup.getMetadata().setCreationTimestamp(completed);
        backup.getStatus().state = BackupState.SUCCEEDED;
        backup.getStatus().type = "full";
        backup.getStatus().storage = World.s3("bucket");
        backup.getStatus().completed = completed;
        return backup;
    }

    /** As the schedule with this name has made it. */
    static void by(PerconaServerMySQLBackup backup, String schedule) {
        String ancestor = new ScheduledName("ns", "c", schedule, "", null, "", null).ancestor();
        backup.getMetadata().setLabels(new HashMap<>(Map.of(Names.ANCESTOR_LABEL, ancestor)));
    }

    Schedule schedule(String name, int keep) {
        Schedule schedule = new Schedule();
        schedule.name = name;
        schedule.schedule = "0 1 * * *";
        schedule.storageName = "s3";
        schedule.keep = keep;
        world.cluster.getSpec().backup.schedule.add(schedule);
        return schedule;
    }

    StorageSpec storage(String name) {
        return world.cluster.getSpec().backup.storages.get(name);
    }

    static void pin(PerconaServerMySQLBackup backup, String until) {
        backup.getMetadata().setAnnotations(new HashMap<>(Map.of(Names.KEEP_UNTIL_ANNOTATION, until)));
    }

    static void condition(PerconaServerMySQLBackup backup, String type, String status, String reason) {
        Conditions.remove(backup.getStatus().conditions, type);
        backup.getStatus()
                .conditions
                .add(new ConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withMessage("what " + reason + " says")
                        .withLastTransitionTime(World.NOW.toString())
                        .build());
    }

    Decision decide() {
        return PruneDecider.decide(new PruneView(
                world.cluster, List.copyOf(world.backups), List.copyOf(world.restores), world.now, ZoneOffset.UTC));
    }

    /** The name of the backup that goes next; empty if none does. */
    String goes() {
        Decision decision = decide();
        return decision.next() == Next.DELETE_CHILD
                ? decision.child().getMetadata().getName()
                : "";
    }

    PrunePlan plan() {
        return PrunePlan.of(world.cluster, world.backups, world.restores, world.now, ZoneOffset.UTC)
                .orElseThrow();
    }

    PruneStatus status() {
        return world.cluster.getStatus().backup.prune;
    }

    void gone(String name) {
        world.backups.removeIf(backup -> backup.getMetadata().getName().equals(name));
    }

    PerconaServerMySQLBackup get(String name) {
        return world.backups.stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void at(String time) {
        world.now = Instant.parse(time);
    }

    static List<String> reasons(Decision decision) {
        return decision.notes().stream().map(Note::reason).toList();
    }
}
