package dev.dromedary.server;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks a server questions before a tool is let near it: what a tool finds late, after all data was streamed, is found here. */
public final class ServerProbe implements AutoCloseable {
    private static final String NOT_ALLOWED = "42000";
    private static final String NO_SUCH_TABLE = "42S02";

    private final ServerAddress address;
    private final Connection connection;

    private ServerProbe(ServerAddress address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    /**
     * Logs in.
     *
     * @throws BackupException {@code ServerUnreachable} or {@code ServerDenied}
     */
    public static ServerProbe connect(ServerAddress address, Account account, Duration timeout) {
        return new ServerProbe(address, new LoginAttempt(address, account, timeout).open());
    }

    /** Who the server is. */
    public ServerIdentity identity() {
        return new ServerIdentity(
                variable("server_uuid").orElse(""),
                variable("version").orElse(""),
                variable("hostname").orElse(""),
                variable("datadir").orElse(""),
                status("Innodb_lsn_current")
                        .or(() -> status("Innodb_redo_log_current_lsn"))
                        .map(Lsn::parse),
                replica());
    }

    /** A global variable of the server, if it has it. */
    public Optional<String> variable(String name) {
        return named("SHOW GLOBAL VARIABLES LIKE '" + name + "'");
    }

    private Optional<String> status(String name) {
        return named("SHOW GLOBAL STATUS LIKE '" + name + "'");
    }

    private Optional<String> named(String sql) {
        return query(sql, row -> row.getString(2)).stream().findFirst();
    }

    private boolean replica() {
        // Not all accounts may ask; whoever may not is taken for no replica, as the tools do without --slave-info.
        String sql =
                variable("version_comment").orElse("").toLowerCase(Locale.ROOT).contains("mariadb")
                                || variable("version").orElse("").contains("MariaDB")
                        ? "SHOW ALL SLAVES STATUS"
                        : "SHOW REPLICA STATUS";
        try {
            return !query(sql, row -> "").isEmpty();
        } catch (BackupException e) {
            return false;
        }
    }

    /** The account's grants, as the server prints them. */
    public List<String> grants() {
        return query("SHOW GRANTS FOR CURRENT_USER()", row -> row.getString(1));
    }

    /**
     * Tries whether the account may read a table; grants on a whole schema or by a role count as well.
     *
     * @throws BackupException {@code PrivilegeMissing}
     */
    public void requireReadable(String table, Account account) {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT * FROM " + table + " LIMIT 0").close();
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                // Not every version has every one; the tool asks for those that are there.
                return;
            }
            if (!NOT_ALLOWED.equals(e.getSQLState())) {
                throw silent(e);
            }
            throw new BackupException(
                    Reason.PrivilegeMissing,
                    "the account '" + account + "' lacks the privilege SELECT on " + table,
                    "run GRANT SELECT ON " + table + " TO the account",
                    e);
        }
    }

    private interface Column<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Column<T> column) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(column.read(rows));
            }
            return answers;
        } catch (SQLException e) {
            throw silent(e);
        }
    }

    private BackupException silent(SQLException e) {
        return new BackupException(
                Reason.ServerUnreachable,
                "the server at " + address + " does not answer: " + LoginAttempt.rootCause(e),
                "look into the server's error log",
                e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing depends on a connection that only asked questions.
            return;
        }
    }
}
