package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Deletion;
import dev.dromedary.reconcile.DeletionDecider;
import dev.dromedary.reconcile.DeletionView;
import dev.dromedary.reconcile.Retries;
import dev.dromedary.reconcile.RunNames;
import dev.dromedary.run.RunView;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Looks at a backup that is being deleted and at all that depends on it. */
final class DecideDeletion {
    private final Platform platform;
    private final Retries retries;
    private final Clock clock;

    DecideDeletion(Platform platform, Retries retries, Clock clock) {
        this.platform = platform;
        this.retries = retries;
        this.clock = clock;
    }

    /** Empty where nothing is deleted, or a backup has to come to its end first. */
    Optional<Decision> decide(PerconaServerMySQLBackup backup) {
        if (!Deletion.asked(backup)) {
            return Optional.empty();
        }
        return DeletionDecider.decide(view(backup));
    }

    private DeletionView view(PerconaServerMySQLBackup backup) {
        String namespace = backup.getMetadata().getNamespace();
        List<PerconaServerMySQLBackup> backups = platform.list(PerconaServerMySQLBackup.class, namespace);
        return new DeletionView(
                backup,
                Optional.ofNullable(platform.get(PerconaServerMySQL.class, namespace, backup.getSpec().clusterName)),
                backups,
                platform.list(PerconaServerMySQLRestore.class, null),
                follow(RunNames.backup(backup)),
                follow(RunNames.settle(backup)),
                backup.getStatus().copies.isEmpty() ? RunView.ABSENT : follow(RunNames.copy(backup)),
                follow(RunNames.delete(backup)),
                new DeletionView.Questions() {
                    @Override
                    public boolean lease() {
                        return new Leases(platform).acquire(backup, backups);
                    }

                    @Override
                    public boolean namespaceEnds() {
                        return platform.namespaceEnds(namespace);
                    }
                },
                retries,
                clock.instant());
    }

    private RunView follow(Optional<String> run) {
        return run.map(platform::follow).orElse(RunView.ABSENT);
    }
}
