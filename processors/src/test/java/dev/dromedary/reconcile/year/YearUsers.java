package dev.dromedary.reconcile.year;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleConcurrency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What people, and fate, do to a simulated cluster at random moments. */
final class YearUsers {
    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final List<ScheduleConcurrency> CONCURRENCIES = List.of(ScheduleConcurrency.values());
    private static final int MOST_SCHEDULES = 3;

    private final YearCluster world;
    private final YearOperator operator;
    private final Random random;
    /** What the times of each entry are, by its name. */
    final Map<String, ModelTimes> times = new HashMap<>();

    private int names;

    YearUsers(YearCluster world, YearOperator operator, Random random) {
        this.world = world;
        this.operator = operator;
        this.random = random;
        addSchedule();
        addSchedule();
        world.cluster.getSpec().backup.chain.maxLength = random.nextBoolean() ? null : 3 + random.nextInt(6);
    }

    long pause() {
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * 110 * HOUR);
    }

    void act() {
        switch (random.nextInt(16)) {
            case 0, 1 -> operator.stop((1 + random.nextInt(5)) * HOUR);
            case 2 -> operator.stop((1 + random.nextInt(25)) * DAY);
            case 3 -> operator.stop(30);
            case 4 -> jump(random.nextInt(36_000) - 5 * HOUR);
            case 5 -> jump(random.nextInt(6) == 0 ? (random.nextInt(8) - 4) * DAY : random.nextInt(7200) - HOUR);
            case 6 -> world.log("asks for " + world.restore().getMetadata().getName());
            case 7 -> world.userPause = !world.userPause && random.nextBoolean();
            case 8 -> enable(world.cluster.getSpec().backup.enabled ? random.nextInt(3) > 0 : true);
            case 9 -> edit(some());
            case 10 -> suspend(some());
            case 11 -> replaceSchedule();
            case 12 -> byHand();
            case 13 -> deleteSome();
            default -> operator.stumble();
        }
    }

    private void jump(long by) {
        world.skew += by;
        world.log("the clock jumps by " + by + " s");
        if (by < -DAY) {
            operator.model().forgetTimesAfter(world.clock().getEpochSecond());
        }
    }

    private void enable(boolean enabled) {
        world.cluster.getSpec().backup.enabled = enabled;
        world.log("enabled: " + enabled);
    }

    private Schedule some() {
        List<Schedule> all = world.cluster.getSpec().backup.schedule;
        return all.get(random.nextInt(all.size()));
    }

    private void addSchedule() {
        Schedule schedule = new Schedule();
        schedule.name = "s" + names++ % 5;
        schedule.storageName = "disk";
        world.cluster.getSpec().backup.schedule.removeIf(each -> each.name.equals(schedule.name));
        world.cluster.getSpec().backup.schedule.add(schedule);
        time(schedule);
        shape(schedule);
        world.log("schedule " + schedule.name + ": " + schedule.schedule);
    }

    private void time(Schedule schedule) {
        ModelTimes chosen = ModelTimes.ALL.get(random.nextInt(ModelTimes.ALL.size()));
        schedule.schedule = chosen.schedule();
        schedule.timeZone = chosen.zone();
        times.put(schedule.name, chosen);
    }

    private void shape(Schedule schedule) {
        schedule.type = random.nextBoolean() ? BackupType.FULL : BackupType.INCREMENTAL;
        schedule.onBrokenChain = random.nextBoolean() ? OnBrokenChain.FULL : null;
        schedule.concurrency = random.nextBoolean() ? null : CONCURRENCIES.get(random.nextInt(3));
        schedule.startingDeadlineSeconds = random.nextBoolean() ? null : 60L * (1 + random.nextInt(3000));
        schedule.jitterSeconds = random.nextBoolean() ? null : random.nextInt(3600);
    }

    private void edit(Schedule schedule) {
        if (random.nextBoolean()) {
            time(schedule);
        } else {
            shape(schedule);
        }
        world.log("edits " + schedule.name + ": " + schedule.schedule);
    }

    private void suspend(Schedule schedule) {
        schedule.suspend = Boolean.TRUE.equals(schedule.suspend) ? null : Boolean.TRUE;
        world.log("suspends " + schedule.name + ": " + schedule.suspend);
    }

    private void replaceSchedule() {
        List<Schedule> all = world.cluster.getSpec().backup.schedule;
        if (all.size() > 1) {
            Schedule gone = all.remove(random.nextInt(all.size()));
            world.log("removes " + gone.name);
        }
        if (all.size() < MOST_SCHEDULES) {
            addSchedule();
        }
    }

    private void byHand() {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        YearCluster.name(backup, "by-hand-" + random.nextInt(1_000_000));
        backup.getSpec().clusterName = "c";
        backup.getSpec().storageName = "disk";
        backup.getSpec().type = random.nextBoolean() ? BackupType.FULL : BackupType.INCREMENTAL;
        world.create(backup);
        world.log("asks for " + backup.getMetadata().getName());
    }

    private void deleteSome() {
        List<PerconaServerMySQLBackup> ended = world.backups.stream()
                .filter(backup -> backup.getStatus().stateOrNew().terminal())
                .toList();
        if (!ended.isEmpty()) {
            PerconaServerMySQLBackup gone = ended.get(random.nextInt(ended.size()));
            world.remove(gone);
            world.log("deletes " + gone.getMetadata().getName());
        }
    }
}
