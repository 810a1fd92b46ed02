package dev.dromedary.step;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.BackupDecider;
import dev.dromedary.reconcile.BackupView;
import dev.dromedary.reconcile.Copying;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.ImportedBackup;
import dev.dromedary.reconcile.Retries;
import dev.dromedary.reconcile.RunNames;
import dev.dromedary.run.RunView;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks at a backup and all it depends on, and decides what is next. */
public final class DecideBackup implements Processor {
    /** The variable in which a consumer of resources finds after how many milliseconds it is to send this one again. */
    public static final String REQUEUE_AFTER = "requeueAfter";

    private final Platform platform;
    private final Retries retries;
    private final Clock clock;
    private final DecideDeletion deletion;
    private final DecideVerification verification;
    private final DecideRemoval removal;

    /** @param retries the pauses between attempts to settle or to delete a backup whose storage does not answer */
    public DecideBackup(Platform platform, Retries retries, Clock clock) {
        this.platform = platform;
        this.retries = retries;
        this.clock = clock;
        this.deletion = new DecideDeletion(platform, retries, clock);
        this.verification = new DecideVerification(platform, clock);
        this.removal = new DecideRemoval(platform, retries, clock);
    }

    @Override
    public void process(Exchange exchange) {
        PerconaServerMySQLBackup backup = exchange.getMessage().getBody(PerconaServerMySQLBackup.class);
        Decision decision =
                deletion.decide(backup).or(() -> verification.decide(backup)).orElseGet(() -> next(backup));
        if (!decision.again().isZero()) {
            exchange.setVariable(REQUEUE_AFTER, decision.again().toMillis());
        }
        exchange.getMessage().setBody(decision);
    }

    /** A removal from one storage that only waits keeps nothing from being completed in others. */
    private Decision next(PerconaServerMySQLBackup backup) {
        Optional<Decision> removal = this.removal.decide(backup);
        boolean waits = removal.filter(made -> made.next() == Decision.Next.WAIT && !made.changed())
                .isPresent();
        if (removal.isPresent() && !(waits && Copying.wanted(backup))) {
            return removal.get();
        }
        Decision next = BackupDecider.decide(view(backup));
        return removal.map(next::noLaterThan).orElse(next);
    }

    private BackupView view(PerconaServerMySQLBackup backup) {
        String namespace = backup.getMetadata().getNamespace();
        // One that only stands for what is stored has nothing to begin, and must not hold the lease.
        boolean ended = Leases.ended(backup) || ImportedBackup.unfinished(backup);
        List<PerconaServerMySQLBackup> backups = ended ? List.of() : others(backup);
        if (ended && !BackupDecider.hasLeftovers(backup.getStatus()) && !Copying.wanted(backup)) {
            // A finished backup costs no request, however many there are.
            return new BackupView(
                    backup,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    false,
                    RunView.ABSENT,
                    RunView.ABSENT,
                    RunView.ABSENT,
                    List::of,
                    retries,
                    clock.instant(),
                    clock.getZone());
        }
        Optional<PerconaServerMySQL> cluster =
                Optional.ofNullable(platform.get(PerconaServerMySQL.class, namespace, backup.getSpec().clusterName));
        return new BackupView(
                backup,
                cluster,
                backups,
                ended ? List.of() : platform.list(PerconaServerMySQLRestore.class, namespace),
                !ended && new Leases(platform).acquire(backup, backups),
                follow(RunNames.backup(backup)),
                follow(RunNames.settle(backup)),
                Copying.wanted(backup) ? follow(RunNames.copy(backup)) : RunView.ABSENT,
                () -> cluster.map(platform::members).orElse(List.of()),
                retries,
                clock.instant(),
                clock.getZone());
    }

    /** A base that an increment names may be another cluster's, and has to be told from one that is not there. */
    private List<PerconaServerMySQLBackup> others(PerconaServerMySQLBackup backup) {
        String namespace = backup.getMetadata().getNamespace();
        return backup.getSpec().type == BackupType.INCREMENTAL
                ? platform.list(PerconaServerMySQLBackup.class, namespace)
                : platform.backupsOf(namespace, backup.getSpec().clusterName);
    }

    private RunView follow(Optional<String> run) {
        return run.map(platform::follow).orElse(RunView.ABSENT);
    }
}
