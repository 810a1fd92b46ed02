package dev.dromedary.step;

import dev.dromedary.chain.Lineage;
import dev.dromedary.chain.Manifest;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.ServerAccess;
import dev.dromedary.server.Account;
import dev.dromedary.server.Incarnation;
import dev.dromedary.server.Privileges;
import dev.dromedary.server.ServerAddress;
import dev.dromedary.server.ServerIdentity;
import dev.dromedary.server.ServerProbe;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Asks the server who it is and the tool what it is, and whether the one may be backed up by the other. */
public final class IdentifyServer implements Processor {
    /** Data that lies elsewhere would be missing from the restored directory. */
    private static final List<String> DIRECTORIES =
            List.of("innodb_data_home_dir", "innodb_undo_directory", "innodb_log_group_home_dir");

    private final Duration timeout;

    public IdentifyServer(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        ServerAccess access = run.server();
        Account account = ServerAccounts.account(access, RunProperty.SECRETS.get(exchange, Secrets.class));
        ServerAddress address = new ServerAddress(access.socket(), access.host(), access.port());
        try (ServerProbe probe = ServerProbe.connect(address, account, timeout)) {
            ServerIdentity server = probe.identity();
            ToolSearch.Found tool = ToolSearch.search(candidates(access, server), access.toolPath());
            requireFitting(tool.engine(), server);
            requireFitting(tool.engine(), run.storage().layout());
            Privileges.require(privileges(tool.engine(), server), probe.grants(), account);
            tool.engine().readableTables().forEach(table -> probe.requireReadable(table, account));
            Path data = dataDirectory(access, server);
            DataOwners.require(exchange, data);
            DIRECTORIES.forEach(
                    name -> requireInside(data, name, probe.variable(name).orElse("")));
            Lineage lineage = new Lineage(
                    server.uuid(),
                    Incarnation.of(data, access.volume()),
                    tool.engine().name() + " " + tool.engine().series());
            RunProperty.SOURCE.set(exchange, new Source(server, account, tool.engine(), tool.executable(), lineage));
        }
    }

    private static List<String> privileges(EngineProfile engine, ServerIdentity server) {
        List<String> all = new ArrayList<>(engine.privileges());
        if (server.replica()) {
            all.addAll(engine.replicaPrivileges());
        }
        return all;
    }

    private static List<String> candidates(ServerAccess access, ServerIdentity server) {
        if (access.engine() != null) {
            return EngineProfile.candidates(access.engine());
        }
        boolean mariadb = mariadb(server);
        List<String> both = new ArrayList<>(EngineProfile.candidates(mariadb ? "mariadb" : "xtrabackup"));
        both.addAll(EngineProfile.candidates(mariadb ? "xtrabackup" : "mariadb"));
        return both;
    }

    private static boolean mariadb(ServerIdentity server) {
        return server.version().contains("MariaDB");
    }

    /** Neither tool reads the other's data; found here, before the account is asked for the wrong privileges. */
    private static void requireFitting(EngineProfile engine, ServerIdentity server) {
        String needed = mariadb(server) ? "mariadb" : "xtrabackup";
        if (!engine.name().equals(needed)) {
            throw new BackupException(
                    Reason.ToolNotSupported,
                    "the tool is " + engine.name() + " " + engine.series() + ", the server is " + server.version(),
                    "install " + EngineProfile.candidates(needed).getFirst()
                            + ", or name its place in spec.local.toolPath or its image in spec.backup.image");
        }
    }

    /** The order of files counts in what mariadb-backup streams, and the other layout has none. */
    private static void requireFitting(EngineProfile engine, String layout) {
        if (Manifest.XBCLOUD.equals(layout) && !engine.name().equals("xtrabackup")) {
            throw new BackupException(
                    Reason.NotSupported,
                    "the storage has the layout xbcloud, which cannot hold what " + engine.binary() + " writes",
                    "leave layout out: backups of MariaDB are written as a stream");
        }
    }

    private static Path dataDirectory(ServerAccess access, ServerIdentity server) {
        Path data = Path.of(access.dataDirectory() == null ? server.dataDirectory() : access.dataDirectory());
        if (access.volume().isEmpty()
                && !data.normalize().equals(Path.of(server.dataDirectory()).normalize())) {
            throw new BackupException(
                    Reason.DataDirectoryInvalid,
                    "spec.local.dataDirectory is " + data + ", the server runs on " + server.dataDirectory(),
                    "correct the one that is wrong");
        }
        return data;
    }

    private static void requireInside(Path data, String variable, String value) {
        if (!value.isEmpty() && !data.resolve(value).normalize().startsWith(data.normalize())) {
            throw new BackupException(
                    Reason.ServerNotSupported,
                    variable + " is " + value + ", outside the data directory " + data,
                    "move it into the data directory; a restore swaps that directory only");
        }
    }
}
