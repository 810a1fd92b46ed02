package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupsStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.Manifest;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what happens next to have resources for the backups that a cluster's storages hold, one storage after the other. A
 * resource is made first and gets its status when it is seen; until then its annotation says that it is no backup to take.
 */
public final class ImportDecider {
    /** For what was made to be seen. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ImportView view;
    private final PerconaServerMySQL cluster;
    private final BackupSection section;
    private final StatusChange change;

    private ImportDecider(ImportView view) {
        this.view = view;
        this.cluster = view.cluster();
        this.section = cluster.getSpec().backup;
        this.change = new StatusChange(cluster, cluster.getStatus().conditions, generation -> {}, view.now());
    }

    public static ImportStep decide(ImportView view) {
        return new ImportDecider(view).next();
    }

    private ImportStep next() {
        if (!ImportWish.wanted(cluster) || cluster.getMetadata().getDeletionTimestamp() != null) {
            ImportWish.reset(cluster);
            return wait(Duration.ZERO);
        }
        return storage().map(this::of).orElseGet(() -> wait(Duration.ZERO));
    }

    private BackupsStatus status() {
        return cluster.getStatus().backups();
    }

    private Optional<String> storage() {
        Set<String> done = new HashSet<>(status().imported);
        return section.storages.keySet().stream()
                .filter(name -> !done.contains(name))
                .sorted()
                .findFirst();
    }

    private ImportStep of(String name) {
        RunView run = view.follow().apply(RunSpecification.nameOf(RunKind.IMPORT, null, owner(name)));
        if (run.phase() != RunView.Phase.ENDED) {
            return run.phase() == RunView.Phase.ABSENT ? launch(name, Next.LAUNCH) : wait(Duration.ZERO);
        }
        if (run.result().outcome() == Outcome.SUCCEEDED) {
            return found(name, run.result());
        }
        if (Reason.RunCancelled.name().equals(run.result().reason())) {
            return launch(name, Next.RELAUNCH);
        }
        return failed(
                name,
                new BackupException(
                        Reason.valueOf(run.result().reason()),
                        run.result().message(),
                        run.result().hint()));
    }

    private Manifest.Owner owner(String storage) {
        var metadata = cluster.getMetadata();
        return new Manifest.Owner(metadata.getNamespace(), storage, metadata.getUid(), metadata.getName());
    }

    private ImportStep launch(String name, Next how) {
        try {
            RunSpecification run = run(name, section.storages.get(name));
            if (status().importRetry != null) {
                status().importRetry.next = null;
            }
            return ImportStep.of(decision(how, run));
        } catch (BackupException e) {
            return failed(name, e);
        }
    }

    /** The destination is a place beside the backups. */
    private RunSpecification run(String name, StorageSpec storage) {
        var description = StorageDescriptions.of(storage);
        String beside = Destination.of(description, StorageDescriptions.prefix(storage), "import")
                .toString();
        return RunSpecification.inStorage(RunKind.IMPORT, owner(name), description, beside, null);
    }

    private ImportStep failed(String name, BackupException e) {
        var retry = status().importRetry;
        boolean counted = retry != null && retry.next != null;
        Duration left = Retries.left(retry, view.now());
        if (counted && left.isZero()) {
            return launch(name, Next.RELAUNCH);
        }
        if (!counted) {
            status().importRetry = view.retries().after(retry, view.now());
            left = Retries.left(status().importRetry, view.now());
            status().importMessage = "storage " + name + ": " + e.describe();
            change.note(true, e.reason().name(), "import of " + status().importMessage);
        }
        return wait(left);
    }

    private ImportStep found(String name, RunResult result) {
        List<StoredBackup> stored;
        try {
            stored = view.found().apply(RunSpecification.nameOf(RunKind.IMPORT, null, owner(name)));
        } catch (BackupException e) {
            return failed(name, e);
        }
        List<PerconaServerMySQLBackup> missing = new ImportedBackup(
                        cluster.getMetadata().getNamespace(),
                        cluster.getMetadata().getName(),
                        name,
                        section.storages.get(name))
                .missing(stored, view.backups(), view.now());
        return missing.isEmpty() ? imported(name, stored, result) : rebuild(missing);
    }

    private ImportStep rebuild(List<PerconaServerMySQLBackup> missing) {
        List<PerconaServerMySQLBackup> create = new ArrayList<>();
        List<Decision> complete = new ArrayList<>();
        Map<String, PerconaServerMySQLBackup> made = ImportedBackup.begun(view.backups());
        for (PerconaServerMySQLBackup wanted : missing) {
            PerconaServerMySQLBackup begun = made.get(wanted.getStatus().destination);
            if (begun == null) {
                create.add(wanted);
            } else {
                begun.setStatus(wanted.getStatus());
                complete.add(new Decision(begun, true, List.of(), Next.WAIT, null));
            }
        }
        return new ImportStep(create, complete, decision(Next.WAIT, null).again(SOON));
    }

    private ImportStep imported(String name, List<StoredBackup> stored, RunResult result) {
        long ours = stored.stream()
                .filter(found -> found.cluster().equals(cluster.getMetadata().getName()))
                .count();
        String leftOut = result.message() == null ? "" : "; left out: " + result.message();
        status().importMessage = "storage " + name + ": all of its " + ours + " backups have a resource" + leftOut;
        status().importRetry = null;
        status().imported.add(name);
        change.note(!leftOut.isEmpty(), "Imported", status().importMessage);
        return ImportStep.of(decision(Next.FORGET, run(name, section.storages.get(name))));
    }

    private ImportStep wait(Duration again) {
        return ImportStep.of(decision(Next.WAIT, null).again(again));
    }

    private Decision decision(Next next, RunSpecification run) {
        return change.decision(next, run);
    }
}
