package dev.dromedary.app.command;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreTarget;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a restore resource, after it has said what is replaced. */
@Command(
        name = "restore",
        description = "Bring a backup back into a cluster: makes the resource, and prints its name.",
        footer = Exit.FOOTER,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class RestoreCommand implements Callable<Integer> {
    /** What is brought back. */
    static final class What {
        @Option(
                names = "--backup",
                paramLabel = "BACKUP",
                required = true,
                description = "A backup that has a resource")
        private String backup;

        @Option(
                names = "--source",
                paramLabel = "DESTINATION",
                required = true,
                description = "Where a backup lies that has none; with --storage")
        private String source;
    }

    private final InstantSource clock;
    private final Patience patience;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CLUSTER", description = "Where to bring it back to")
    private String cluster;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(names = "--storage", paramLabel = "NAME", description = "The storage of the cluster that --source lies in")
    private String storage;

    @Option(names = "--verify", description = "Prepare it in a scratch folder only, and leave the server alone")
    private boolean verify;

    @Option(names = "--keep-old-data", description = "Keep the data that was there before")
    private boolean keepOldData;

    @Mixin
    private Consent consent;

    @Mixin
    private Making making;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    public RestoreCommand() {
        this(InstantSource.system(), Patience.second());
    }

    RestoreCommand(InstantSource clock, Patience patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Integer call() throws InterruptedException {
        if ((what.source == null) != (storage == null)) {
            throw new ParameterException(spec.commandLine(), "--source and --storage go together");
        }
        try (Place place = where.openForChange()) {
            PerconaServerMySQL target = place.cluster(cluster);
            PerconaServerMySQLRestore restore = new PerconaServerMySQLRestore();
            restore.getMetadata().setNamespace(place.namespace());
            restore.getMetadata().setName(making.name(cluster, "restore", clock.instant()));
            restore.getSpec().clusterName = cluster;
            restore.getSpec().target = verify ? RestoreTarget.VERIFY : RestoreTarget.IN_PLACE;
            restore.getSpec().keepOldData = keepOldData ? Boolean.TRUE : null;
            String source = source(place, target, restore);
            if (!verify && !consent.to(explained(target, source))) {
                shown.note("nothing was done");
                return Exit.BAD;
            }
            return making.make(place, restore, shown, patience);
        }
    }

    /** Writes what is brought back into the resource; answers it for people. */
    private String source(Place place, PerconaServerMySQL target, PerconaServerMySQLRestore restore) {
        if (what.source == null) {
            PerconaServerMySQLBackup backup = Lookup.backup(place, what.backup);
            restore.getSpec().backupName = backup.getMetadata().getName();
            var status = backup.getStatus();
            return "backup " + restore.getSpec().backupName + " ("
                    + Objects.requireNonNullElse(status.destination, "not complete")
                    + (status.completed == null ? "" : ", completed " + status.completed) + ")";
        }
        restore.getSpec().backupSource = new BackupStatus();
        restore.getSpec().backupSource.destination = what.source;
        restore.getSpec().backupSource.storage = Clusters.storage(target, storage);
        return what.source;
    }

    private String explained(PerconaServerMySQL target, String source) {
        var local = target.getSpec().local;
        String data = local == null || local.dataDirectory == null ? "" : " in " + local.dataDirectory;
        return "Replaces the data of cluster " + cluster + data + " by " + source + ".\n"
                + "The server is stopped meanwhile, and what was written since that backup is lost.\n"
                + (keepOldData
                        ? "The data that is there now is kept beside it."
                        : "The data that is there now is removed when the restored server runs.");
    }
}
