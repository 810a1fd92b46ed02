package dev.dromedary.app.command;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.app.InProcess;
import dev.dromedary.reconcile.Verification;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Verifies a backup: of a folder or a bare storage in this process, of a cluster by the operator. Looking needs no lock; in a
 * folder the outcome is written into the status if nobody else has it.
 */
@Command(
        name = "verify",
        description = "Check what is stored of a backup and of all that it builds on.",
        footer = "Exit codes: 0 good, 1 damaged, 2 command line not understood, 3 could not be checked.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class VerifyCommand implements Callable<Integer> {
    private final InstantSource clock;
    private final Patience patience;

    @Parameters(index = "0", paramLabel = "BACKUP", description = "Its name, or its destination")
    private String name;

    @Option(names = "--deep", description = "Read every byte; left out, objects are listed only")
    private boolean deep;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    public VerifyCommand() {
        this(InstantSource.system(), Patience.second());
    }

    VerifyCommand(InstantSource clock, Patience patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Integer call() throws Exception {
        try (Place place = where.open()) {
            PerconaServerMySQLBackup backup = Lookup.backup(place, name);
            Condition verdict = place.storages().isPresent()
                    ? looked(place, backup, place.storages().get())
                    : asked(place, backup);
            print(backup, verdict);
            return switch (verdict.getStatus()) {
                case "True" -> Exit.GOOD;
                case "False" -> Exit.BAD;
                default -> Exit.NOT_DONE;
            };
        }
    }

    private Condition looked(Place place, PerconaServerMySQLBackup backup, InProcess storages) throws Exception {
        RunKind kind = deep ? RunKind.INSPECT_DEEP : RunKind.INSPECT;
        Optional<PerconaServerMySQL> cluster = Optional.empty();
        if (place instanceof BucketPlace) {
            // Whether it is a backup is what is asked, and only what is stored says so.
            backup.getStatus().state = BackupState.SUCCEEDED;
        } else {
            cluster = place.findCluster(backup.getSpec().clusterName);
        }
        RunResult result = storages.perform(Verification.run(backup, cluster, kind));
        if (result.outcome() == Outcome.NOT_STARTED) {
            throw new BackupException(Reason.valueOf(result.reason()), result.message(), result.hint());
        }
        var unused = Verification.told(backup, kind, result, clock.instant());
        if (place instanceof FolderPlace) {
            store(place, backup, kind, result);
        }
        return Verification.verdict(backup).orElseThrow();
    }

    /** Only where nobody else has the folder, and the backup is the one that was looked at. */
    private void store(Place place, PerconaServerMySQLBackup looked, RunKind kind, RunResult result) {
        var metadata = looked.getMetadata();
        try {
            place.hold();
            place.get(ResourceKind.BACKUPS, metadata.getNamespace(), metadata.getName())
                    .map(PerconaServerMySQLBackup.class::cast)
                    .filter(backup ->
                            metadata.getUid().equals(backup.getMetadata().getUid()) && !Verification.atWork(backup))
                    .map(backup -> Verification.told(backup, kind, result, clock.instant()))
                    .ifPresent(told -> place.update(told.resource(), told.notes()));
        } catch (BackupException e) {
            shown.note("dromedary: the status is not written: " + e.getMessage());
        }
    }

    /** The operator looks; the time makes it another wish than the last one. */
    private Condition asked(Place place, PerconaServerMySQLBackup backup) throws InterruptedException {
        String wish = (deep ? "deep " : "light ") + clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> annotations = new HashMap<>();
        if (backup.getMetadata().getAnnotations() != null) {
            annotations.putAll(backup.getMetadata().getAnnotations());
        }
        annotations.put(Names.VERIFY_ANNOTATION, wish);
        backup.getMetadata().setAnnotations(annotations);
        HasMetadata annotated = place.annotate(backup);
        var ended = (PerconaServerMySQLBackup) new Followed(place, shown, patience)
                .until(annotated, now -> answered(now, wish), now -> line((PerconaServerMySQLBackup) now, wish));
        return Verification.verdict(ended).orElseThrow();
    }

    private static boolean answered(HasMetadata now, String wish) {
        PerconaServerMySQLBackup backup = (PerconaServerMySQLBackup) now;
        return wish.equals(backup.getStatus().verification) && !Verification.atWork(backup);
    }

    private static String line(PerconaServerMySQLBackup backup, String wish) {
        String name = backup.getMetadata().getName();
        return name + ": " + (wish.equals(backup.getStatus().verification) ? "is looked at" : "waits to be looked at");
    }

    private void print(PerconaServerMySQLBackup backup, Condition verdict) {
        String said =
                switch (verdict.getStatus()) {
                    case "True" -> "good";
                    case "False" -> "damaged";
                    default -> "not checked";
                };
        String called = backup.getMetadata().getName();
        Map<String, Object> document = new HashMap<>();
        document.put("backup", called);
        document.put("namespace", backup.getMetadata().getNamespace());
        document.put("verified", verdict.getStatus().equals("True"));
        document.put("reason", verdict.getReason());
        document.put("message", verdict.getMessage());
        shown.print(called + " is " + said + ": " + verdict.getMessage() + "\n", document);
    }
}
