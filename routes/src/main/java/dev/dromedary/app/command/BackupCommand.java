package dev.dromedary.app.command;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a backup resource; the operator, or the process that has the folder, takes the backup. */
@Command(
        name = "backup",
        description = "Have a backup taken: makes its resource, and prints the name.",
        footer = Exit.FOOTER,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class BackupCommand implements Callable<Integer> {
    /** As people type it. */
    enum Type {
        full,
        incremental
    }

    private final InstantSource clock;
    private final Patience patience;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CLUSTER", description = "What to back up")
    private String cluster;

    @Option(names = "--storage", paramLabel = "NAME", required = true, description = "Which of its storages it goes to")
    private String storage;

    @Option(
            names = "--type",
            defaultValue = "full",
            description = "One of ${COMPLETION-CANDIDATES}; left out: ${DEFAULT-VALUE}")
    private Type type;

    @Option(
            names = "--base",
            paramLabel = "BACKUP",
            description = "The full backup whose chain an increment goes on from; left out: the newest")
    private String base;

    @Mixin
    private Making making;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    public BackupCommand() {
        this(InstantSource.system(), Patience.second());
    }

    BackupCommand(InstantSource clock, Patience patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (base != null && type != Type.incremental) {
            throw new ParameterException(spec.commandLine(), "--base is for --type incremental only");
        }
        try (Place place = where.openForChange()) {
            var unused = Clusters.storage(place.cluster(cluster), storage);
            PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
            backup.getMetadata().setNamespace(place.namespace());
            backup.getMetadata().setName(making.name(cluster, type == Type.full ? "full" : "incr", clock.instant()));
            backup.getSpec().clusterName = cluster;
            backup.getSpec().storageName = storage;
            backup.getSpec().type = BackupType.valueOf(type.name().toUpperCase(Locale.ROOT));
            if (base != null) {
                backup.getSpec().incrementalBaseBackupName =
                        Lookup.backup(place, base).getMetadata().getName();
            }
            return making.make(place, backup, shown, patience);
        }
    }
}
