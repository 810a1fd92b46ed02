package dev.dromedary.reconcile.year;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.api.StorageSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The resources of a simulated cluster, which come to their ends as time goes by, and a clock that may be wrong. */
final class YearCluster {
    private static final int LOG = 60;
    private static final long HOUR = 3600;

    final PerconaServerMySQL cluster = new PerconaServerMySQL();
    final List<PerconaServerMySQLBackup> backups = new ArrayList<>();
    final List<PerconaServerMySQLRestore> restores = new ArrayList<>();
    /** What happened lately, for whoever has to find out why a seed fails. */
    final Deque<String> log = new ArrayDeque<>();

    final Random random;
    /** Seconds since 1970 as they are, and what the operator's clock is ahead. */
    long time = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    long skew;
    boolean userPause;
    private final Map<HasMetadata, Long> ends = new HashMap<>();
    private int made;

    YearCluster(Random random) {
        this.random = random;
        name(cluster, "c");
        cluster.getSpec().backup = new BackupSection();
        cluster.getSpec().backup.enabled = true;
        StorageSpec storage = new StorageSpec();
        storage.type = "file";
        storage.options.put("directory", "/backups");
        cluster.getSpec().backup.storages.put("disk", storage);
        cluster.getSpec().backup.chain = new ChainPolicy();
        cluster.getStatus().state = ClusterState.READY;
    }

    static void name(HasMetadata resource, String name) {
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace("ns");
        resource.getMetadata().setUid("uid-" + name);
        resource.getMetadata().setGeneration(1L);
    }

    Instant clock() {
        return Instant.ofEpochSecond(time + skew);
    }

    void log(String text) {
        log.addLast(clock() + " " + text);
        if (log.size() > LOG) {
            log.removeFirst();
        }
    }

    List<ScheduleStatus> schedules() {
        return cluster.getStatus().backup == null ? List.of() : cluster.getStatus().backup.schedules;
    }

    boolean create(PerconaServerMySQLBackup backup) {
        String name = backup.getMetadata().getName();
        if (backups.stream().anyMatch(each -> each.getMetadata().getName().equals(name))) {
            return false;
        }
        backup.getMetadata().setUid("uid-" + ++made);
        backup.getMetadata().setCreationTimestamp(clock().toString());
        backups.add(backup);
        return true;
    }

    void remove(PerconaServerMySQLBackup backup) {
        backups.remove(backup);
    }

    PerconaServerMySQLRestore restore() {
        PerconaServerMySQLRestore restore = new PerconaServerMySQLRestore();
        name(restore, "restore-" + ++made);
        restore.getSpec().clusterName = "c";
        restores.add(restore);
        return restore;
    }

    /** When something comes to its end by itself. */
    long next() {
        return ends.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** What has come to its end does so, and what waits begins; as one operator would have it. */
    void advance() {
        backups.stream().filter(this::over).toList().forEach(this::end);
        restores.stream().filter(this::over).toList().forEach(restore -> {
            restore.getStatus().state = RestoreState.SUCCEEDED;
            ends.remove(restore);
            log(restore.getMetadata().getName() + " ends");
        });
        restores.removeIf(restore -> restore.getStatus().stateOrNew() == RestoreState.SUCCEEDED);
        beginRestore();
        beginBackup();
        boolean stopped =
                userPause || restores.stream().anyMatch(each -> each.getStatus().state == RestoreState.RUNNING);
        cluster.getStatus().state = stopped ? ClusterState.PAUSED : ClusterState.READY;
    }

    private boolean over(HasMetadata resource) {
        return ends.getOrDefault(resource, Long.MAX_VALUE) <= time;
    }

    private void end(PerconaServerMySQLBackup backup) {
        ends.remove(backup);
        boolean good = random.nextInt(8) > 0;
        backup.getStatus().state = good ? BackupState.SUCCEEDED : BackupState.FAILED;
        backup.getStatus().completed = good ? clock().toString() : null;
        log(backup.getMetadata().getName() + " ends as " + backup.getStatus().state);
    }

    private void beginRestore() {
        boolean running = backups.stream().anyMatch(each -> each.getStatus().state == BackupState.RUNNING);
        restores.stream()
                .filter(restore -> !running && restore.getStatus().state == null)
                .findFirst()
                .ifPresent(restore -> {
                    restore.getStatus().state = RestoreState.RUNNING;
                    ends.put(restore, time + HOUR * (1 + random.nextInt(30)));
                    log(restore.getMetadata().getName() + " begins");
                });
    }

    private void beginBackup() {
        for (PerconaServerMySQLBackup backup : backups) {
            if (backup.getStatus().state == BackupState.RUNNING) {
                return;
            }
        }
        backups.stream()
                .filter(backup -> backup.getStatus().state == null)
                .findFirst()
                .ifPresent(backup -> {
                    begin(backup);
                    beginBackup();
                });
    }

    private void begin(PerconaServerMySQLBackup backup) {
        var status = backup.getStatus();
        String name = backup.getMetadata().getName();
        boolean full = backup.getSpec().typeOrDefault() == BackupType.FULL;
        String base = backups.stream()
                .filter(each -> each.getStatus().state == BackupState.SUCCEEDED
                        && !each.getStatus().incremental())
                .map(each -> each.getStatus().destination)
                .reduce("", (one, other) -> other);
        if (!restores.isEmpty() || (!full && base.isEmpty())) {
            status.state = BackupState.ERROR;
            log(name + " ends as error");
            return;
        }
        status.state = BackupState.RUNNING;
        status.type = full ? "full" : "incremental";
        status.storage = cluster.getSpec().backup.storages.get("disk");
        status.destination = full ? "file:///backups/" + name + "-full" : base + ".incr/" + name + "-incr";
        // Now and then one takes longer than its schedule gives it.
        long hours = random.nextInt(12) == 0 ? 24 + random.nextInt(400) : 1 + random.nextInt(6);
        ends.put(backup, time + hours * HOUR);
        log(name + " begins");
    }
}
