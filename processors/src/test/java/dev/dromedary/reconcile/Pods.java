package dev.dromedary.reconcile;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunSpecification;

/** The servers of a cluster in Kubernetes, each in a pod of its own. */
final class Pods {
    /** What the contract puts before a reason why there is none to back up. */
    static final String NO_SOURCE = "failed to get the source host for backup: ";

    static final Member PRIMARY = member(0, true, true);
    static final Member FIRST = member(1, true, false);
    static final Member LAST = member(2, true, false);

    private Pods() {}

    /** A cluster in Kubernetes that is ready, with none of its pods so far. */
    static World world() {
        World world = new World();
        world.cluster.getSpec().local = null;
        world.cluster.getStatus().state = ClusterState.READY;
        return world;
    }

    static Member member(int ordinal, boolean ready, boolean primary) {
        String pod = "c-mysql-" + ordinal;
        return new Member(
                pod,
                pod + ".c-mysql.ns",
                ready,
                primary,
                ordinal,
                "node-" + ordinal,
                "datadir-" + pod,
                "claim-" + ordinal,
                "/var/lib/mysql",
                "",
                null);
    }

    /** The pod that a backup is taken from, or why there is none. */
    static String source(World world, PerconaServerMySQLBackup backup) {
        RunSpecification run = world.decide(backup).run();
        return run == null ? backup.getStatus().stateDescription : run.server().pod();
    }

    static PerconaServerMySQLBackup full(World world) {
        return world.backup("b", BackupType.FULL);
    }

    /** An increment whose base was taken from this host. */
    static PerconaServerMySQLBackup increment(World world, String host) {
        world.base("base", "2024-06-14T08:00:00Z").getStatus().backupSource = host;
        return world.backup("b", BackupType.INCREMENTAL);
    }
}
