package dev.dromedary.server;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** One attempt to get into a server. */
record LoginAttempt(ServerAddress address, Account account, Duration timeout) {
    private static final String ACCESS_DENIED = "28000";
    private static final int UNKNOWN_PLUGIN = 1251;

    /**
     * Logs in.
     *
     * @throws BackupException {@code ServerUnreachable} or {@code ServerDenied}
     */
    Connection open() {
        try {
            return connect("disable");
        } catch (SQLException e) {
            if (address.socket() == null || !denied(e)) {
                throw refused(e);
            }
            return openSocketByTls(e);
        }
    }

    /**
     * MySQL takes a socket for safe and wants the bare password there, once after each of its starts
     * (caching_sha2_password). The driver gives it over TLS alone, and otherwise is refused with the right one.
     */
    private Connection openSocketByTls(SQLException denial) {
        try {
            return connect("trust");
        } catch (SQLException e) {
            // A server without TLS, or a wrong password indeed.
            throw refused(denial);
        }
    }

    private Connection connect(String sslMode) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        properties.setProperty("connectTimeout", Long.toString(timeout.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(timeout.toMillis()));
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("sslMode", sslMode);
        if (address.socket() != null) {
            properties.setProperty("localSocket", address.socket());
        }
        String host = address.host() == null ? "localhost" : address.host();
        return DriverManager.getConnection("jdbc:mariadb://" + host + ":" + address.port() + "/", properties);
    }

    /** MySQL feigns a plugin for an account that it does not have, one that the driver may not know. */
    private static boolean denied(SQLException e) {
        return ACCESS_DENIED.equals(e.getSQLState()) || e.getErrorCode() == UNKNOWN_PLUGIN;
    }

    private BackupException refused(SQLException e) {
        if (denied(e)) {
            return new BackupException(
                    Reason.ServerDenied,
                    "the server at " + address + " refuses the account '" + account + "'",
                    "check the account and its password in the secret of spec.secretsName",
                    e);
        }
        return new BackupException(
                Reason.ServerUnreachable,
                "the server at " + address + " cannot be reached: " + rootCause(e),
                "start the server, or correct its address in the cluster resource",
                e);
    }

    /** What is at the bottom of a failure, in one line. */
    static String rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
