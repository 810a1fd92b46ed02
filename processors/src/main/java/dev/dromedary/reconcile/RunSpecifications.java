package dev.dromedary.reconcile;

import dev.dromedary.api.ContainerOptions;
import dev.dromedary.api.LocalServer;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.Manifest;
import dev.dromedary.run.ServerAccess;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Builds what runs are told from what resources say. */
final class RunSpecifications {
    private static final int MYSQL_PORT = 3306;

    private RunSpecifications() {}

    static Manifest.Owner owner(HasMetadata resource, String cluster) {
        var metadata = resource.getMetadata();
        return new Manifest.Owner(metadata.getNamespace(), metadata.getName(), metadata.getUid(), cluster);
    }

    /**
     * How a run reaches the server of a cluster on this host.
     *
     * @param options of the backup or restore; where it has any, they replace the storage's
     */
    static ServerAccess server(PerconaServerMySQL cluster, StorageSpec storage, ContainerOptions options) {
        LocalServer local = cluster.getSpec().local;
        if (local == null) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "spec.local of cluster " + cluster.getMetadata().getName() + " is not set",
                    "without Kubernetes, say there how the server is reached, started and stopped");
        }
        var spec = cluster.getSpec();
        String secret =
                spec.secretsName == null ? Names.secrets(cluster.getMetadata().getName()) : spec.secretsName;
        return new ServerAccess(
                local.socket,
                local.socket == null && local.host == null ? "127.0.0.1" : local.host,
                local.port == null ? MYSQL_PORT : local.port,
                spec.mysql == null ? "xtrabackup" : spec.mysql.backupUserOrDefault(),
                secret,
                local.dataDirectory,
                "",
                spec.backup.engine == null ? null : spec.backup.engine.wire(),
                local.toolPath,
                arguments(options == null ? storage.containerOptions : options));
    }

    private static List<String> arguments(ContainerOptions options) {
        return options == null || options.args == null ? List.of() : options.args.xtrabackup;
    }
}
