package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.Departure;
import dev.dromedary.chain.Fate;
import dev.dromedary.reconcile.FailedRun;
import dev.dromedary.reconcile.PrunePlan;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what the retention of a cluster lets go, and begins with it now. */
@Command(
        name = "prune",
        description = "Show what the retention of a cluster removes, when and by which rule; or remove it now.",
        footer = Exit.FOOTER,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class PruneCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Parameters(paramLabel = "CLUSTER", description = "Whose backups")
    private String cluster;

    @Option(names = "--dry-run", description = "Show it only")
    private boolean dryRun;

    @Mixin
    private Consent consent;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    public PruneCommand() {
        this(InstantSource.system());
    }

    PruneCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (Place place = where.openForChange()) {
            PrunePlan plan = plan(place);
            List<PerconaServerMySQLBackup> going = going(plan);
            shown.print(plan.text() + "\n", document(plan));
            if (dryRun || going.isEmpty()) {
                return plan.problems().isEmpty() ? Exit.GOOD : Exit.BAD;
            }
            if (!consent.to("Removes now, with all that is stored of them, "
                    + String.join(", ", going.stream().map(PruneCommand::name).toList()) + ".")) {
                shown.note("nothing was done");
                return Exit.BAD;
            }
            going.forEach(place::prune);
            return plan.problems().isEmpty() ? Exit.GOOD : Exit.BAD;
        }
    }

    private PrunePlan plan(Place place) {
        PerconaServerMySQL known = place.cluster(cluster);
        return PrunePlan.of(
                        known,
                        place.backups(),
                        // A restore in another namespace may need a backup of this one.
                        place.list(ResourceKind.RESTORES, null).stream()
                                .map(dev.dromedary.api.PerconaServerMySQLRestore.class::cast)
                                .toList(),
                        clock.instant(),
                        ZoneId.systemDefault())
                .orElseThrow(() -> new BackupException(
                        Reason.NotSupported,
                        "cluster " + cluster + " has no retention, or its backups are disabled",
                        "write spec.backup.retention, or keep of a schedule"));
    }

    /** The base alone of a chain: its increments go with it. */
    private static List<PerconaServerMySQLBackup> going(PrunePlan plan) {
        List<PerconaServerMySQLBackup> going = new ArrayList<>();
        plan.fates().stream().filter(Fate::goes).map(plan::chain).forEach(chain -> chain.root()
                .ifPresentOrElse(going::add, () -> going.addAll(chain.members().reversed())));
        plan.overdue().stream().map(FailedRun::backup).forEach(going::add);
        return going;
    }

    private static String name(PerconaServerMySQLBackup backup) {
        return backup.getMetadata().getName();
    }

    private static Map<String, Object> document(PrunePlan plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "chains", plan.fates().stream().map(fate -> chain(plan, fate)).toList());
        document.put(
                "failed",
                plan.failed().stream()
                        .map(run -> Map.of(
                                "backup", name(run.backup()), "goes", run.goes().toString()))
                        .toList());
        document.put("problems", plan.problems());
        return document;
    }

    private static Map<String, Object> from(Departure departure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("storage", departure.storage());
        fields.put("goes", departure.now());
        departure.later().ifPresent(at -> fields.put("at", at.toString()));
        fields.put("why", departure.why());
        fields.put("stays", departure.stays());
        if (!departure.obstacle().isEmpty()) {
            fields.put("obstacle", departure.obstacle());
        }
        return fields;
    }

    private static Map<String, Object> chain(PrunePlan plan, Fate fate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("chain", fate.chain().name());
        fields.put("goes", fate.goes());
        fields.put("why", fate.why());
        fate.until().ifPresent(until -> fields.put("until", until.toString()));
        fields.put("from", fate.departures().stream().map(PruneCommand::from).toList());
        fields.put(
                "backups",
                plan.chain(fate).members().stream().map(PruneCommand::name).toList());
        return fields;
    }
}
