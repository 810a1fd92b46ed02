package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.local.FolderResources;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.reconcile.Verification;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Verifies a backup of a folder in this process. Looking needs no lock; the outcome is written into the folder if nobody
 * else has it.
 */
@Command(
        name = "verify",
        description = "Check what is stored of a backup and of all that it builds on.",
        footer = "Exit codes: 0 good, 1 damaged, 2 command line not understood, 3 could not be checked.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = VerifyCommand.NOT_CHECKED)
public final class VerifyCommand implements Callable<Integer> {
    static final int NOT_CHECKED = 3;

    private static final int GOOD = 0;
    private static final int DAMAGED = 1;

    private final Clock clock = Clock.system(ZoneId.systemDefault());

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BACKUP", description = "Its name")
    private String name;

    @Option(names = "--deep", description = "Read every byte; left out, objects are listed only")
    private boolean deep;

    @Option(names = "--resources", paramLabel = "DIR", required = true, description = "The folder of the resources")
    private Path resources;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            defaultValue = "default",
            description = "Its namespace; left out: ${DEFAULT-VALUE}")
    private String namespace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table (a line), json or yaml; left out: ${DEFAULT-VALUE}")
    private GetCommand.Form form;

    @Override
    public Integer call() throws Exception {
        FolderResources folder = OpenFolder.look(resources);
        PerconaServerMySQLBackup backup = find(folder)
                .orElseThrow(() -> new BackupException(
                        Reason.BackupNotFound,
                        "there is no backup " + name + " in namespace " + namespace + " of " + resources,
                        "see dromedary get backups"));
        var cluster = Optional.ofNullable((PerconaServerMySQL)
                folder.get(new ResourceKey("PerconaServerMySQL", namespace, backup.getSpec().clusterName)));
        RunKind kind = deep ? RunKind.INSPECT_DEEP : RunKind.INSPECT;
        RunResult result =
                new OneRun(any -> OpenFolder.secrets(resources, any)).perform(Verification.run(backup, cluster, kind));
        if (result.outcome() == Outcome.NOT_STARTED) {
            throw new BackupException(Reason.valueOf(result.reason()), result.message(), result.hint());
        }
        var unused = Verification.told(backup, kind, result, clock.instant());
        print(Verification.verdict(backup).orElseThrow());
        store(backup.getMetadata().getUid(), kind, result);
        return Verification.damaged(backup) ? DAMAGED : GOOD;
    }

    private Optional<PerconaServerMySQLBackup> find(FolderResources folder) {
        ResourceKey key = new ResourceKey("PerconaServerMySQLBackup", namespace, name);
        return Optional.ofNullable((PerconaServerMySQLBackup) folder.get(key));
    }

    private void print(Condition verdict) {
        boolean good = verdict.getStatus().equals("True");
        PrintWriter out = spec.commandLine().getOut();
        if (form == GetCommand.Form.json || form == GetCommand.Form.yaml) {
            out.print(form.write(Map.of(
                    "backup", name,
                    "namespace", namespace,
                    "verified", good,
                    "reason", verdict.getReason(),
                    "message", verdict.getMessage())));
        } else {
            out.println(name + " is " + (good ? "good" : "damaged") + ": " + verdict.getMessage());
        }
        out.flush();
    }

    /** Only where nobody else has the folder, and the backup is the one that was looked at. */
    private void store(String uid, RunKind kind, RunResult result) {
        try (OpenFolder folder = OpenFolder.open(resources, clock)) {
            find(folder.resources())
                    .filter(backup -> uid.equals(backup.getMetadata().getUid()) && !Verification.atWork(backup))
                    .map(backup -> Verification.told(backup, kind, result, clock.instant()))
                    .ifPresent(told -> {
                        folder.resources().update(told.resource());
                        told.notes().forEach(folder.events()::append);
                    });
        } catch (BackupException e) {
            spec.commandLine().getErr().println("dromedary: the status is not written: " + e.getMessage());
        }
    }
}
