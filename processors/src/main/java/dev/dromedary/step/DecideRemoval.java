package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Removal;
import dev.dromedary.reconcile.RemovalDecider;
import dev.dromedary.reconcile.RemovalView;
import dev.dromedary.reconcile.Retries;
import dev.dromedary.reconcile.RunNames;
import dev.dromedary.run.RunView;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Looks at a backup that is to be removed from one of its storages. One that is not costs no request. */
final class DecideRemoval {
    private final Platform platform;
    private final Retries retries;
    private final Clock clock;

    DecideRemoval(Platform platform, Retries retries, Clock clock) {
        this.platform = platform;
        this.retries = retries;
        this.clock = clock;
    }

    /** Empty where it is not to be removed from anywhere. */
    Optional<Decision> decide(PerconaServerMySQLBackup backup) {
        if (!Removal.pending(backup)) {
            return Optional.empty();
        }
        String namespace = backup.getMetadata().getNamespace();
        List<PerconaServerMySQLBackup> backups = platform.list(PerconaServerMySQLBackup.class, namespace);
        return RemovalDecider.decide(new RemovalView(
                backup,
                Optional.ofNullable(platform.get(PerconaServerMySQL.class, namespace, backup.getSpec().clusterName)),
                backups,
                platform.list(PerconaServerMySQLRestore.class, null),
                follow(RunNames.copy(backup)),
                follow(RunNames.remove(backup)),
                () -> free(backup, backups),
                retries,
                clock.instant()));
    }

    /** Given back at once: whoever takes it from now on sees that the place does not count. */
    private boolean free(PerconaServerMySQLBackup backup, List<PerconaServerMySQLBackup> backups) {
        boolean free = new Leases(platform).acquire(backup, backups);
        if (free) {
            platform.unlock(Leases.lockOf(backup));
        }
        return free;
    }

    private RunView follow(Optional<String> run) {
        return run.map(platform::follow).orElse(RunView.ABSENT);
    }
}
