package dev.dromedary.app;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A namespace of a real API server and the operators that watch it. */
final class OperatorPlace implements AutoCloseable {
    final ApiNamespace namespace;
    final OperatorProcess operator;

    private final Path folder;
    private final List<AutoCloseable> more = new ArrayList<>();

    /** @param folder for the logs of the operators */
    OperatorPlace(Path folder) throws Exception {
        this.folder = folder;
        namespace = new ApiNamespace();
        operator = new OperatorProcess(namespace, "one", folder);
    }

    /** One more operator, not started yet. */
    OperatorProcess another(String identity) throws IOException {
        return closing(new OperatorProcess(namespace, identity, folder));
    }

    /** Has something closed in the end. */
    <T extends AutoCloseable> T closing(T each) {
        more.add(each);
        return each;
    }

    /** Backups are on. */
    static void on(PerconaServerMySQL cluster) {
        cluster.getSpec().backup = new BackupSection();
        cluster.getSpec().backup.enabled = true;
        cluster.getSpec().backup.image = "mariadb:10.11";
    }

    void untilEnded(String name) throws Exception {
        Await.until(
                name + " has ended",
                () -> namespace.backup(name).getStatus().stateOrNew().terminal());
    }

    /** A backup that has succeeded before. */
    void finished(String name) {
        PerconaServerMySQLBackup backup = namespace.backup(name, each -> {});
        backup.getStatus().state = BackupState.SUCCEEDED;
        backup.getStatus().completed =
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        namespace.client.resource(backup).updateStatus();
    }

    Lease lease(String name) {
        return namespace
                .client
                .resources(Lease.class)
                .inNamespace(namespace.name)
                .withName(name)
                .get();
    }

    @Override
    public void close() throws Exception {
        operator.close();
        for (AutoCloseable each : more) {
            each.close();
        }
        namespace.close();
    }
}
