package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLogTest {
    private static final String OK = "[00] 2026-11-24 15:10:08 completed OK!";
    private final EngineLog log = new EngineLog();

    private void lines(String... lines) {
        List.of(lines).forEach(log::line);
    }

    @Test
    void lastLineCounts() {
        log.line("2024-05-01T10:00:00.000000-00:00 0 [Note] [MY-011825] [Xtrabackup] completed OK!");
        assertThat(log.completed()).isTrue();
        log.line("");
        assertThat(log.completed()).isTrue();
        assertThat(log.explain(0)).isEmpty();
        log.line("[00] 2026-11-24 15:10:08 something after it");
        assertThat(log.completed()).isFalse();
        assertThat(log.explain(0)).isPresent();
    }

    @Test
    void keepsTheTailOnly() {
        for (int i = 0; i < 1000; i++) {
            log.line("line " + i + "x".repeat(5000));
        }
        assertThat(log.tail()).hasSize(50).allMatch(line -> line.length() < 2010);
        assertThat(log.tail().getLast()).startsWith("line 999");
    }

    /** Lines of mariadb-backup 10.11.19. */
    @Test
    void followsLocksOfMariadb() {
        log.line("[00] 2026-11-24 15:10:08 Acquired locks for BACKUP STAGE FLUSH");
        assertThat(log.lockPhase()).isEqualTo(LockPhase.NONE);
        log.line("[00] 2026-11-24 15:10:08 Started BACKUP STAGE BLOCK_DDL");
        assertThat(log.lockPhase()).isEqualTo(LockPhase.DDL);
        log.line("[00] 2026-11-24 15:10:08 Finished BACKUP STAGE BLOCK_DDL");
        assertThat(log.lockPhase()).as("locks stay until the end").isEqualTo(LockPhase.DDL);
        assertThat(log.hurries()).isFalse();
        log.line("[00] 2026-11-24 15:10:08 Acquired locks for BACKUP STAGE BLOCK_COMMIT");
        assertThat(log.lockPhase()).isEqualTo(LockPhase.COMMIT);
        assertThat(log.hurries()).isTrue();
        log.line("[00] 2026-11-24 15:10:08 All tables unlocked");
        assertThat(log.lockPhase()).isEqualTo(LockPhase.NONE);
        assertThat(log.hurries()).isFalse();
    }

    @Test
    void followsLocksOfXtrabackup() {
        String prefix = "2024-05-01T10:00:00.000000-00:00 0 [Note] [MY-011825] [Xtrabackup] ";
        log.line(prefix + "Executing LOCK INSTANCE FOR BACKUP ...");
        assertThat(log.lockPhase()).isEqualTo(LockPhase.DDL);
        log.line(prefix + "Executing UNLOCK INSTANCE");
        assertThat(log.lockPhase()).isEqualTo(LockPhase.NONE);
    }

    @Test
    void countsWhatIsLostAndAtRisk() {
        log.line("[00] 2024-05-01 10:00:00 Error on aria table file open ./shop/t.MAI");
        log.line("[00] 2024-05-01 10:00:00 Error on aria table file stat ./shop/u.MAD");
        log.line("[00] 2024-05-01 10:00:00 aria table file ./shop/v.MAD is copied successfully.");
        log.line("[00] 2024-05-01 10:00:00 Retrying read of log at LSN=4711");
        log.line("[00] 2024-05-01 10:00:00 Error 2 on file ./shop/w.MYD open during `shop`.`w` table copy: gone");
        log.line("[00] 2024-05-01 10:00:00 Error on aria table ./shop/x.MAI file open");
        assertThat(log.lostTables()).containsExactly("./shop/t.MAI", "./shop/u.MAD", "./shop/w.MYD", "./shop/x.MAI");
        assertThat(log.redoWarnings()).isEqualTo(1);
        assertThat(log.hurries()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|[00] 2026-11-24 15:10:29 Failed to connect to MariaDB server: Access denied for user 'b'@'localhost'"
                        + " (using password: YES).|ServerDenied|: Failed to connect to MariaDB server: Access denied for",
                "1|[00] 2026-11-24 15:10:29 Failed to connect to MariaDB server: Can't connect to local server through"
                        + " socket '/run/x.sock' (2 \"No such file or directory\").|ServerUnreachable|/run/x.sock",
                "2|mariadb-backup: unknown option '--apply-log-only'|ToolFailed|: unknown option '--apply-log-only'",
                "7|mariadb-backup: unknown variable 'encrypt=AES256'|ToolFailed|: unknown variable 'encrypt=AES256'",
                "1|[00] FATAL ERROR: 2026-11-24 15:10:29 missing required privilege RELOAD on *.*"
                        + "|PrivilegeMissing|: missing required privilege RELOAD on *.*",
                "1|2024-05-01T10:00:00.000000-00:00 0 [ERROR] [MY-011825] [Xtrabackup]  missing required privilege"
                        + " LOCK TABLES on *.*|PrivilegeMissing|: missing required privilege LOCK TABLES",
                "1|[00] 2026-11-24 15:10:29 Error: failed to execute query SHOW MASTER STATUS: Access denied; you need"
                        + " (at least one of) the BINLOG MONITOR privilege(s) for this operation|PrivilegeMissing|BINLOG",
                "1|[00] 2026-11-24 15:10:29 Can't open dir ./mysql|DataDirectoryInvalid|: Can't open dir ./mysql",
                "1|mariadb-backup: Error writing file 'UNKNOWN' (errno: 28 \"No space left on device\")|DiskFull|errno: 28",
                "1|2026-11-25 22:38:05 0 [ERROR] InnoDB: preallocating 32505856 bytes for file ./shop/o.ibd failed with"
                        + " error 28|DiskFull|error 28",
                "1|mariadb-backup: Error writing file 'UNKNOWN' (errno: 32 \"Broken pipe\")|StreamIncomplete|errno: 32",
                "1|[00] 2024-05-01 10:00:00 Error: failed to execute query: Server has gone away|ServerGone|gone away",
                "1|[00] FATAL ERROR: 2024-05-01 10:00:00 Was only able to copy log from 5 to 7, not 9"
                        + "|RedoOverwritten|: Was only able to copy log from 5 to 7, not 9",
                "1|x [ERROR] [Xtrabackup] it looks like InnoDB log has wrapped around before|RedoOverwritten|wrapped",
                "1|[00] 2024-05-01 10:00:00 error: This incremental backup seems not to be proper for the target."
                        + "|ChainBroken|seems not to be proper for the target",
                "1|[00] FATAL ERROR: 2026-11-24 15:10:30 mariabackup: Error: failed to copy datafile."
                        + "|ToolFailed|exited with 1: Error: failed to copy datafile",
                "137|[01] 2026-11-24 15:10:30 Streaming ./shop/t.ibd|ToolFailed|was ended by signal 9",
            })
    void explains(int exit, String line, Reason reason, String message) {
        log.line(line);
        log.line("2026-11-24 15:10:29 0 [Note] InnoDB: Starting shutdown...");
        BackupException told = log.explain(exit).orElseThrow();
        assertThat(told.reason()).isEqualTo(reason);
        assertThat(told).hasMessageContaining(message);
        assertThat(told.hint()).as("what to do next").isNotEmpty();
        assertThat(told.getMessage()).doesNotEndWith(".").doesNotContain("2024-05-01", "2026-11-24 15:10:29");
    }

    @Test
    void warningsExplainNothing() {
        lines(
                "[00] 2024-05-01 10:00:00 Warning: missing required privilege REPLICATION SLAVE ADMIN on *.*",
                "mariadb-backup: Error writing file 'UNKNOWN' (errno: 28 \"No space left on device\")");
        assertThat(log.explain(1).orElseThrow().reason()).isEqualTo(Reason.DiskFull);
    }

    @Test
    void aSuccessfulExitAfterAnErrorLineStaysAFailureOnlyByItsLastLine() {
        lines("mariadb-backup: Error: something", OK);
        assertThat(log.explain(0)).isEmpty();
        assertThat(log.explain(1).orElseThrow()).hasMessageContaining("exited with 1: Error: something");
    }

    @Test
    void saysNothingWhereNothingWasSaid() {
        assertThat(log.explain(1).orElseThrow()).hasMessage("the backup tool exited with 1 and said nothing");
    }

    @Test
    void keepsNoSecret() {
        lines(
                "recognized client arguments: --user=b --password=hunter2 --socket=/s",
                "recognized client arguments: --password='hunter2 two' --encrypt-key=hunter2 --x",
                "MYSQL_PWD=hunter2 xtrabackup --password hunter2",
                "[00] 2026-11-24 15:10:29   1.GRANT USAGE ON *.* TO `b`@`%` IDENTIFIED BY PASSWORD '*hunter2'");
        assertThat(log.tail()).noneMatch(line -> line.contains("hunter2")).anyMatch(line -> line.endsWith("--x"));
        assertThat(EngineLog.redact("user: b, password: set, port")).isEqualTo("user: b, password: set, port");
        log.line("Access denied for user 'b'@'h' (using password: YES)");
        assertThat(log.tail().getLast()).contains("using password: YES");
    }
}
