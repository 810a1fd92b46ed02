package dev.dromedary.app.command;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.app.InProcess;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.local.StorageFile;
import dev.dromedary.reconcile.ImportedBackup;
import dev.dromedary.reconcile.StorageDescriptions;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rebuilds backup resources from what a storage tells. Done twice, the second changes nothing. */
@Command(
        name = "import",
        description = "Make resources of the backups in a storage that have none.",
        footer = "Exit codes: 0 all that is there has a resource, 1 some of it cannot be told,"
                + " 2 command line not understood, 3 could not be done.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class ImportCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Parameters(paramLabel = "CLUSTER", description = "Whose backups")
    private String cluster;

    @Option(names = "--storage", paramLabel = "NAME", required = true, description = "Which of its storages")
    private String storage;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    public ImportCommand() {
        this(InstantSource.system());
    }

    ImportCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (Place place = where.openResources()) {
            StorageSpec known = Clusters.storage(place.cluster(cluster), storage);
            Catalogue catalogue = catalogue(place, known);
            List<StoredBackup> stored = StoredBackup.of(catalogue);
            // Before anything is made: a resource without its status would have to wait for another import.
            place.hold();
            ImportedBackup imported = new ImportedBackup(place.namespace(), cluster, storage, known);
            List<PerconaServerMySQLBackup> existing = place.backups();
            List<PerconaServerMySQLBackup> missing = imported.missing(stored, existing, clock.instant());
            Map<String, PerconaServerMySQLBackup> begun = ImportedBackup.begun(existing);
            missing.forEach(backup -> make(place, backup, begun.get(backup.getStatus().destination)));
            Map<String, BackupException> leftOut = catalogue.leftOut(cluster);
            leftOut.forEach(
                    (destination, why) -> shown.note("dromedary: left out: " + destination + ": " + why.describe()));
            print(missing, imported.ofOthers(stored));
            // What a failed run has left is no backup.
            boolean all = leftOut.values().stream().allMatch(why -> why.reason() == Reason.StreamIncomplete);
            return all ? Exit.GOOD : Exit.BAD;
        }
    }

    private Catalogue catalogue(Place place, StorageSpec known) {
        if (where.storageFile() == null) {
            InProcess storages = place.storages()
                    .orElseThrow(() -> new BackupException(
                            Reason.NotSupported,
                            "the credentials of storages in a cluster are Secrets, which are not read",
                            "describe the storage, with its Secret, in a file, and name it with --storage-file"));
            return Stored.catalogue(storages, place.namespace(), known);
        }
        StorageFile file = StorageFile.read(where.storageFile());
        if (!StorageDescriptions.same(file.storage(), known)) {
            throw new BackupException(
                    Reason.SourceInvalid,
                    "the storage of " + file + " is another place than storage " + storage + " of cluster " + cluster,
                    "import what is where the cluster can find it");
        }
        try (InProcess storages = new InProcess(any -> file)) {
            return Stored.catalogue(storages, place.namespace(), file.storage());
        }
    }

    /**
     * The resource first, with the annotation by which nobody takes it for a backup to take; its status second. What comes
     * between the two is made up for by the next import.
     *
     * @param begun the resource that an earlier import has made, or null
     */
    private static void make(Place place, PerconaServerMySQLBackup wanted, PerconaServerMySQLBackup begun) {
        String name = (begun == null ? wanted : begun).getMetadata().getName();
        BackupStatus status = wanted.getStatus();
        if (begun == null) {
            wanted.setStatus(new BackupStatus());
            var unused = place.create(wanted);
        }
        PerconaServerMySQLBackup made = place.get(
                        ResourceKind.BACKUPS, wanted.getMetadata().getNamespace(), name)
                .map(PerconaServerMySQLBackup.class::cast)
                .filter(there -> ImportedBackup.tellsOf(there, status.destination))
                .orElseThrow(() -> new BackupException(
                        Reason.ResourceInvalid,
                        "there is a backup " + name + " already, and it is not " + status.destination,
                        "delete or rename it"));
        // Somebody else may have been at it.
        if (ImportedBackup.unfinished(made)) {
            made.setStatus(status);
            place.update(made, List.of());
        }
    }

    private void print(List<PerconaServerMySQLBackup> made, long others) {
        StringBuilder text = new StringBuilder();
        made.forEach(backup -> text.append(backup.getMetadata().getName()).append(" imported\n"));
        if (made.isEmpty()) {
            text.append("nothing to import\n");
        }
        if (others > 0) {
            text.append(others).append(" of other clusters left out\n");
        }
        shown.print(
                text.toString(),
                Map.of(
                        "imported",
                        made.stream()
                                .map(backup -> backup.getMetadata().getName())
                                .toList(),
                        "ofOtherClusters",
                        others));
    }
}
