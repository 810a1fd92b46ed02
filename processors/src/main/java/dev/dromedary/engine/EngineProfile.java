package dev.dromedary.engine;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The facts of one tool: what it is called, what it writes and how it is told what to do.
 *
 * @param dialect which stream it writes
 * @param series the two numbers that a chain must share, for example {@code 10.11} or {@code 8.4}
 * @param version the whole version, as the tool prints it
 * @param standIn whether it is the testbed's stand-in and not the real program
 */
public record EngineProfile(Dialect dialect, String series, String version, boolean standIn) {

    /**
     * Recognises a tool.
     *
     * @param versionOutput what it prints for {@code --version}, standard output and error together
     * @throws BackupException if it is none that is known
     */
    public static EngineProfile detect(String versionOutput) {
        return VersionText.detect(versionOutput);
    }

    /**
     * The tool that a manifest names.
     *
     * @throws BackupException {@code NotSupported} if none has this name
     */
    public static EngineProfile of(String name, String series, String version) {
        Dialect dialect =
                switch (name) {
                    case "mariadb" -> Dialect.MARIADB;
                    case "xtrabackup" -> Dialect.PERCONA;
                    default ->
                        throw new BackupException(
                                Reason.NotSupported,
                                "the tool " + name + " is not known",
                                "use a newer version of dromedary");
                };
        return new EngineProfile(dialect, series, version, false);
    }

    /** The programs to try, the likeliest first. */
    public static List<String> candidates() {
        return List.of("mariadb-backup", "xtrabackup");
    }

    /** The programs to try for an engine named as in {@link #name}; all if it is empty. */
    public static List<String> candidates(String engineName) {
        return engineName.isEmpty()
                ? candidates()
                : candidates().stream()
                        .filter(binary -> binary.startsWith(engineName))
                        .toList();
    }

    /** As {@code spec.backup.engine} spells it. */
    public String name() {
        return mariadb() ? "mariadb" : "xtrabackup";
    }

    /** The program that takes and prepares backups. */
    public String binary() {
        return mariadb() ? "mariadb-backup" : "xtrabackup";
    }

    /** The program that unpacks a stream. */
    public String unpacker() {
        return mariadb() ? "mbstream" : "xbstream";
    }

    /** The group of the defaults file that {@code user}, {@code password}, {@code host} or {@code socket} belong to. */
    public String defaultsGroup() {
        return "client";
    }

    /** Says between which LSNs the backup lies. */
    public String checkpointsFile() {
        return filePrefix() + "checkpoints";
    }

    /** Says what took the backup, of what, and when. */
    public String infoFile() {
        return filePrefix() + "info";
    }

    /** Says where the binary log stood; missing where the server writes none. */
    public String binlogInfoFile() {
        return filePrefix() + "binlog_info";
    }

    /**
     * The files without which a stream is not a whole backup. A stream that lacks one of them can pass the unpacker and
     * even prepare.
     */
    public List<String> trailer() {
        return mariadb()
                ? List.of(checkpointsFile(), "backup-my.cnf", infoFile())
                : List.of(checkpointsFile(), "backup-my.cnf", infoFile(), "xtrabackup_tablespaces");
    }

    /** What the backup's user must be granted, in the words of GRANT. */
    public List<String> privileges() {
        return mariadb()
                ? List.of("RELOAD", "PROCESS", "BINLOG MONITOR")
                : List.of("BACKUP_ADMIN", "PROCESS", "RELOAD", "LOCK TABLES", "REPLICATION CLIENT");
    }

    /** What it must be granted besides where the server is a replica. */
    public List<String> replicaPrivileges() {
        return mariadb() ? List.of("SLAVE MONITOR", "REPLICATION SLAVE ADMIN") : List.of("REPLICATION_SLAVE_ADMIN");
    }

    /** The tables it must be allowed to read. */
    public List<String> readableTables() {
        return mariadb()
                ? List.of()
                : List.of(
                        "performance_schema.log_status",
                        "performance_schema.keyring_component_status",
                        "performance_schema.replication_group_members");
    }

    /**
     * Takes a base, or with an LSN an increment.
     *
     * @param defaultsFile read alone, so that nothing in the image's own files counts; it holds the password
     * @param extraLsnDir where the tool puts a second, always plain copy of checkpoints and info
     * @param targetDir a scratch directory: the backup itself goes to standard output
     * @param dataDirectory where the data lies if the tool cannot trust what the server says
     * @param incrementalLsn where the increment starts
     * @param userArguments of the user, checked against those that are ours
     * @param replica whether the server is one: on another server the options would be noise, in the stand-in an error
     */
    public List<String> backupArguments(
            Path defaultsFile,
            Path extraLsnDir,
            Path targetDir,
            Optional<Path> dataDirectory,
            Optional<Lsn> incrementalLsn,
            List<String> userArguments,
            boolean replica) {
        return new CommandLines(this)
                .backup(defaultsFile, extraLsnDir, targetDir, dataDirectory, incrementalLsn, userArguments, replica);
    }

    /** Unpacks standard input into a directory, which must be empty: mbstream exits 0 over a file that is there. */
    public List<String> unpackArguments(Path directory) {
        return List.of("-x", "-C", directory.toString());
    }

    /**
     * Prepares a base, or applies an increment to it.
     *
     * @param increment the increment's directory, fresh: the tools use one up
     * @param last whether nothing more is applied after it
     */
    public List<String> prepareArguments(Path target, Optional<Path> increment, boolean last) {
        return new CommandLines(this).prepare(target, increment, last);
    }

    /** Moves a prepared backup into an empty data directory. */
    public List<String> moveBackArguments(Path target, Path dataDirectory) {
        return List.of("--move-back", "--target-dir=" + target, "--datadir=" + dataDirectory);
    }

    /** Whether a target directory with these checkpoints may be given to a server; copy-back itself may not check. */
    public boolean restorable(Checkpoints checkpoints) {
        return checkpoints.type().equals(mariadb() ? "log-applied" : "full-prepared");
    }

    boolean mariadb() {
        return dialect == Dialect.MARIADB;
    }

    // MariaDB renamed its small files in 11.1 (documented, not measured).
    private String filePrefix() {
        return mariadb() && !series.startsWith("10.") && !series.equals("11.0") ? "mariadb_backup_" : "xtrabackup_";
    }
}
