package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is seen of a restore.
 *
 * @param restore a copy that the decision may change
 * @param set of the cluster; null on a plain host, and where there is no cluster
 * @param leaseHolder name of the restore that holds the cluster's restore lease: this one, unless another was first
 * @param backups all of the namespace
 * @param members the cluster's servers, looked up when they are needed; not asked for a cluster on this host
 * @param runs by kind; a kind without an entry has no run
 */
public record RestoreView(
        PerconaServerMySQLRestore restore,
        Optional<PerconaServerMySQL> cluster,
        ServerSet set,
        String leaseHolder,
        List<PerconaServerMySQLBackup> backups,
        Supplier<List<Member>> members,
        Map<RunKind, RunView> runs,
        Instant now) {
    String namespace() {
        return restore.getMetadata().getNamespace();
    }

    String clusterName() {
        return restore.getSpec().clusterName;
    }

    RunView run(RunKind kind) {
        return runs.getOrDefault(kind, RunView.ABSENT);
    }
}
