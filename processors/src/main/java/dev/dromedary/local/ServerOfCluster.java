package dev.dromedary.local;

import dev.dromedary.api.LocalServer;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.run.Member;
import dev.dromedary.server.Account;
import dev.dromedary.server.ServerAddress;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What a cluster resource says of its server on this host; a gap in it is told when it is needed. */
final class ServerOfCluster {
    private static final int MYSQL_PORT = 3306;

    private final PerconaServerMySQL cluster;
    private final LocalServer local;

    ServerOfCluster(PerconaServerMySQL cluster) {
        this.cluster = cluster;
        this.local = cluster.getSpec().local;
        if (local == null) {
            throw missing("spec.local", "without Kubernetes, say there how the server is reached, started and stopped");
        }
    }

    List<Member> runByThePlatform() {
        return List.of();
    }

    List<String> startCommand() {
        return command("start", local.start);
    }

    List<String> stopCommand() {
        return command("stop", local.stop);
    }

    private List<String> command(String verb, List<String> command) {
        if (command.isEmpty()) {
            throw missing(
                    "spec.local." + verb,
                    "a restore has to stop and start the server: give the command as a list, such as [systemctl, "
                            + verb + ", mariadb]");
        }
        return command;
    }

    Path dataDirectory() {
        if (local.dataDirectory == null || local.dataDirectory.isEmpty()) {
            throw missing("spec.local.dataDirectory", "it is where the server has its ibdata1");
        }
        return Path.of(local.dataDirectory);
    }

    ServerLogin login(Function<String, Secrets> secrets, Login login) {
        String host = local.socket == null && local.host == null ? "127.0.0.1" : local.host;
        ServerAddress address = new ServerAddress(local.socket, host, local.port == null ? MYSQL_PORT : local.port);
        return new ServerLogin(address, account(secrets), login);
    }

    private Account account(Function<String, Secrets> secrets) {
        var metadata = cluster.getMetadata();
        var spec = cluster.getSpec();
        String user = spec.mysql == null ? "xtrabackup" : spec.mysql.backupUserOrDefault();
        String secret = spec.secretsName == null ? Names.secrets(metadata.getName()) : spec.secretsName;
        return secrets.apply(metadata.getNamespace())
                .read(secret, user)
                .map(password -> new Account(user, new String(password, StandardCharsets.UTF_8).strip()))
                .orElseThrow(() -> new BackupException(
                        Reason.AccountSecretNotFound,
                        "secrets " + secret + " not found",
                        "it has to hold the password of the account '" + user + "' under the key " + user));
    }

    private BackupException missing(String field, String hint) {
        return new BackupException(
                Reason.ResourceInvalid,
                field + " of cluster " + cluster.getMetadata().getName() + " is not set",
                hint);
    }
}
