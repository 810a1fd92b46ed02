package dev.dromedary.reconcile;

import dev.dromedary.api.ContainerOptions;
import dev.dromedary.api.DataOwner;
import dev.dromedary.api.LocalServer;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.Manifest;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.ServerAccess;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
    static ServerAccess onThisHost(PerconaServerMySQL cluster, StorageSpec storage, ContainerOptions options) {
        LocalServer local = cluster.getSpec().local;
        return new ServerAccess(
                local.socket,
                local.socket == null && local.host == null ? "127.0.0.1" : local.host,
                local.port == null ? MYSQL_PORT : local.port,
                account(cluster),
                secret(cluster),
                local.dataDirectory,
                "",
                null,
                null,
                engine(cluster),
                local.toolPath,
                arguments(options == null ? storage.containerOptions : options));
    }

    /**
     * How a run reaches a server in Kubernetes, over the network and by its claim.
     *
     * @param member empty for a run that needs the tool alone
     * @param stopped whether the server cannot be asked where its data is, so that the mount has to say it
     */
    static ServerAccess inKubernetes(
            PerconaServerMySQL cluster,
            StorageSpec storage,
            ContainerOptions options,
            Optional<Member> member,
            boolean stopped) {
        return new ServerAccess(
                null,
                member.map(Member::host).orElse(null),
                MYSQL_PORT,
                account(cluster),
                secret(cluster),
                member.filter(any -> stopped).map(Member::mountPath).orElse(null),
                member.map(Member::volume).orElse(""),
                member.map(Member::pod).orElse(null),
                member.map(Member::claim).orElse(null),
                engine(cluster),
                null,
                arguments(options == null ? storage.containerOptions : options));
    }

    /**
     * Whom a run in Kubernetes runs as: what the cluster says of its data's owner comes first, then the storage's security
     * context, then whom the server runs as. Null where none of them says.
     */
    static RunAs runAs(PerconaServerMySQL cluster, StorageSpec storage, Optional<Member> member) {
        DataOwner owner = cluster.getSpec().backup.dataOwner;
        var container = storage.containerSecurityContext;
        var pod = storage.podSecurityContext;
        return Stream.of(
                        owner == null ? null : new RunAs(owner.user, owner.group),
                        container == null ? null : new RunAs(container.getRunAsUser(), container.getRunAsGroup()),
                        pod == null ? null : new RunAs(pod.getRunAsUser(), pod.getRunAsGroup()),
                        member.map(Member::runAs).orElse(null))
                .filter(Objects::nonNull)
                .filter(candidate -> candidate.user() != null)
                .findFirst()
                .orElse(null);
    }

    private static String account(PerconaServerMySQL cluster) {
        var mysql = cluster.getSpec().mysql;
        return mysql == null ? "xtrabackup" : mysql.backupUserOrDefault();
    }

    private static String secret(PerconaServerMySQL cluster) {
        String named = cluster.getSpec().secretsName;
        return named == null ? Names.secrets(cluster.getMetadata().getName()) : named;
    }

    private static String engine(PerconaServerMySQL cluster) {
        var engine = cluster.getSpec().backup.engine;
        return engine == null ? null : engine.wire();
    }

    private static List<String> arguments(ContainerOptions options) {
        return options == null || options.args == null ? List.of() : options.args.xtrabackup;
    }
}
