package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.api.LocalServer;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.S3Spec;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.run.RunView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster named c with storages, and what has happened to it so far. */
final class World {
    static final Instant NOW = Instant.parse("2024-06-15T10:30:00Z");
    static final Retries RETRIES = new Retries(Duration.ofSeconds(1), Duration.ofMinutes(5));
    static final String BASE = "s3://bucket/backups/c-2024-06-14-08:00:00-full";

    PerconaServerMySQL cluster = cluster();
    final List<PerconaServerMySQLBackup> backups = new ArrayList<>();
    final List<PerconaServerMySQLRestore> restores = new ArrayList<>();
    final Map<RunKind, RunView> runs = new EnumMap<>(RunKind.class);
    final List<Member> members = new ArrayList<>();
    Instant now = NOW;
    boolean lease = true;
    boolean namespaceEnds;
    String restoreLease = "r";
    /** None: a plain host. */
    ServerSet set;

    private static PerconaServerMySQL cluster() {
        PerconaServerMySQL cluster = new PerconaServerMySQL();
        name(cluster, "c");
        cluster.getSpec().local = new LocalServer();
        cluster.getSpec().local.dataDirectory = "/data";
        cluster.getSpec().backup = new BackupSection();
        cluster.getSpec().backup.enabled = true;
        cluster.getSpec().backup.storages.put("s3", s3("bucket"));
        cluster.getSpec().backup.storages.put("other", s3("elsewhere"));
        return cluster;
    }

    static StorageSpec s3(String bucket) {
        StorageSpec storage = new StorageSpec();
        storage.type = "s3";
        storage.s3 = new S3Spec();
        storage.s3.bucket = bucket;
        storage.s3.prefix = "backups";
        storage.s3.credentialsSecret = "s3-credentials";
        return storage;
    }

    private static void name(HasMetadata resource, String name) {
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace("ns");
        resource.getMetadata().setUid("uid-" + name);
        resource.getMetadata().setGeneration(1L);
    }

    PerconaServerMySQLBackup backup(String name, BackupType type) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        name(backup, name);
        backup.getSpec().clusterName = "c";
        backup.getSpec().storageName = "s3";
        backup.getSpec().type = type;
        backups.add(backup);
        return backup;
    }

    /** An increment of a base that it names. */
    PerconaServerMySQLBackup increment(String name, String base) {
        PerconaServerMySQLBackup backup = backup(name, BackupType.INCREMENTAL);
        backup.getSpec().incrementalBaseBackupName = base;
        return backup;
    }

    /** A full backup that has succeeded, as the base of increments. */
    PerconaServerMySQLBackup base(String name, String completed) {
        PerconaServerMySQLBackup base = backup(name, BackupType.FULL);
        base.getStatus().state = BackupState.SUCCEEDED;
        base.getStatus().type = "full";
        base.getStatus().storage = s3("bucket");
        base.getStatus().completed = completed;
        base.getStatus().destination = BASE;
        return base;
    }

    /** An increment of that base, at this place of its chain. */
    PerconaServerMySQLBackup increment(String name, int position) {
        PerconaServerMySQLBackup increment = base(name, "2024-06-14T0" + position + ":00:00Z");
        increment.getStatus().type = "incremental";
        increment.getStatus().destination = BASE + ".incr/c-" + name + "-incr";
        increment.getStatus().chain = new ChainPlace();
        increment.getStatus().chain.position = position;
        return increment;
    }

    /** As a user deletes it: it stays until its finalizer is taken off. */
    static PerconaServerMySQLBackup deleted(PerconaServerMySQLBackup backup) {
        backup.getMetadata().setDeletionTimestamp(NOW.toString());
        backup.getMetadata().setFinalizers(List.of(Names.DELETE_BACKUP_FINALIZER));
        return backup;
    }

    Optional<Decision> decideDeletion(PerconaServerMySQLBackup backup) {
        return DeletionDecider.decide(new DeletionView(
                backup,
                Optional.ofNullable(cluster),
                backups,
                restores,
                runs.getOrDefault(RunKind.BACKUP, RunView.ABSENT),
                runs.getOrDefault(RunKind.SETTLE, RunView.ABSENT),
                runs.getOrDefault(RunKind.COPY, RunView.ABSENT),
                runs.getOrDefault(RunKind.DELETE, RunView.ABSENT),
                new DeletionView.Questions() {
                    @Override
                    public boolean lease() {
                        return lease;
                    }

                    @Override
                    public boolean namespaceEnds() {
                        return namespaceEnds;
                    }
                },
                RETRIES,
                now));
    }

    PerconaServerMySQLRestore restore(String name) {
        PerconaServerMySQLRestore restore = new PerconaServerMySQLRestore();
        name(restore, name);
        restore.getSpec().clusterName = "c";
        restores.add(restore);
        return restore;
    }

    PerconaServerMySQLRestore runningRestore(String name) {
        PerconaServerMySQLRestore restore = restore(name);
        restore.getStatus().state = RestoreState.RUNNING;
        return restore;
    }

    Decision decide(PerconaServerMySQLBackup backup) {
        return BackupDecider.decide(new BackupView(
                backup,
                Optional.ofNullable(cluster),
                backups,
                restores,
                lease,
                runs.getOrDefault(RunKind.BACKUP, RunView.ABSENT),
                runs.getOrDefault(RunKind.SETTLE, RunView.ABSENT),
                runs.getOrDefault(RunKind.COPY, RunView.ABSENT),
                () -> members,
                RETRIES,
                now,
                ZoneOffset.UTC));
    }

    RestoreView view(PerconaServerMySQLRestore restore) {
        return new RestoreView(
                restore, Optional.ofNullable(cluster), set, restoreLease, backups, () -> members, runs, now);
    }

    Decision decide(PerconaServerMySQLRestore restore) {
        return RestoreDecider.decide(view(restore));
    }

    void ended(RunKind kind, RunResult result) {
        runs.put(kind, new RunView(RunView.Phase.ENDED, null, result));
    }

    void running(RunKind kind) {
        runs.put(kind, new RunView(RunView.Phase.RUNNING, null, null));
    }

    static RunResult success() {
        return RunResult.succeeded(new BackupFacts(
                BASE,
                "FULL",
                1234,
                1234,
                61_000,
                0,
                77,
                "",
                "host",
                BASE,
                0,
                Instant.parse("2024-06-15T10:31:01Z"),
                List.of()));
    }
}
