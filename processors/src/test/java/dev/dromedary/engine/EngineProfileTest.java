package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineProfileTest {
    private static final EngineProfile MARIADB =
            EngineProfile.detect("mariadb-backup based on MariaDB server 10.11.19-MariaDB debian-linux-gnu (x86_64)\n");
    private static final EngineProfile PERCONA = EngineProfile.detect(
            "xtrabackup version 8.4.0-4 based on MySQL server 8.4.0 Linux (x86_64) (revision id: stand-in)\n");

    private static List<String> backup(EngineProfile profile, Optional<Lsn> lsn, boolean replica, String... user) {
        return profile.backupArguments(
                Path.of("/run/d.cnf"),
                Path.of("/tmp/lsn"),
                Path.of("/tmp/target"),
                Optional.of(Path.of("/var/lib/mysql")),
                lsn,
                List.of(user),
                replica);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mariadb-backup based on MariaDB server 10.11.19-MariaDB debian-linux-gnu (x86_64)"
                        + "|mariadb|10.11|10.11.19-MariaDB|xtrabackup_|false",
                "mariabackup based on MariaDB server 11.0.6-MariaDB Linux (x86_64)"
                        + "|mariadb|11.0|11.0.6-MariaDB|xtrabackup_|false",
                "mariadb-backup based on MariaDB server 11.4.3-MariaDB-ubu2404 debian-linux-gnu (x86_64)"
                        + "|mariadb|11.4|11.4.3-MariaDB-ubu2404|mariadb_backup_|false",
                "xtrabackup version 8.0.35-31 based on MySQL server 8.0.35 Linux (x86_64) (revision id: 55ec21d7)"
                        + "|xtrabackup|8.0|8.0.35-31|xtrabackup_|false",
                "2024-01-01T00:00:00.0-00:00 0 [Note] recognized server arguments: --datadir=/d "
                        + "xtrabackup version 8.4.0-4 based on MySQL server 8.4.0 Linux (x86_64) (revision id: stand-in)"
                        + "|xtrabackup|8.4|8.4.0-4|xtrabackup_|true",
                "xtrabackup version 9.1.0-1 based on MySQL server 9.1.0 Linux (x86_64) (revision id: bb1d3f7)"
                        + "|xtrabackup|9.1|9.1.0-1|xtrabackup_|false",
            })
    void recognisesTools(String text, String name, String series, String version, String prefix, boolean standIn) {
        EngineProfile profile = EngineProfile.detect(text);
        assertThat(profile.name()).isEqualTo(name);
        assertThat(profile.series()).isEqualTo(series);
        assertThat(profile.version()).isEqualTo(version);
        assertThat(profile.standIn()).isEqualTo(standIn);
        assertThat(profile.checkpointsFile()).isEqualTo(prefix + "checkpoints");
        assertThat(profile.infoFile()).isEqualTo(prefix + "info");
        assertThat(profile.binlogInfoFile()).isEqualTo(prefix + "binlog_info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bash: xtrabackup: command not found",
                "xtrabackup version 2.4.29 based on MySQL server 5.7.44 Linux (x86_64) (revision id: 2e6c0951)",
                "mariabackup based on MariaDB server 10.3.39-MariaDB debian-linux-gnu (x86_64)",
                "mariadb-backup based on MariaDB server 12.1.1-MariaDB debian-linux-gnu (x86_64)",
            })
    void refusesOthers(String text) {
        assertThatThrownBy(() -> EngineProfile.detect(text))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).hasToString("ToolNotSupported"));
    }

    @Test
    void knowsTheTools() {
        assertThat(MARIADB.binary()).isEqualTo("mariadb-backup");
        assertThat(MARIADB.unpacker()).isEqualTo("mbstream");
        assertThat(MARIADB.dialect()).isEqualTo(Dialect.MARIADB);
        assertThat(PERCONA.binary()).isEqualTo("xtrabackup");
        assertThat(PERCONA.unpacker()).isEqualTo("xbstream");
        assertThat(PERCONA.trailer()).contains("xtrabackup_tablespaces");
        assertThat(MARIADB.privileges()).containsExactly("RELOAD", "PROCESS", "BINLOG MONITOR");
        assertThat(PERCONA.privileges()).contains("BACKUP_ADMIN");
        assertThat(MARIADB.readableTables()).isEmpty();
        assertThat(EngineProfile.candidates("mariadb")).containsExactly("mariadb-backup");
        assertThat(EngineProfile.candidates("xtrabackup")).containsExactly("xtrabackup");
        assertThat(EngineProfile.candidates("")).isEqualTo(EngineProfile.candidates());
    }

    @Test
    void takesABase() {
        assertThat(backup(MARIADB, Optional.empty(), false))
                .containsExactly(
                        "--defaults-file=/run/d.cnf",
                        "--backup",
                        "--stream=mbstream",
                        "--target-dir=/tmp/target",
                        "--extra-lsndir=/tmp/lsn",
                        "--databases-exclude=lost+found",
                        "--datadir=/var/lib/mysql");
        assertThat(backup(PERCONA, Optional.empty(), false)).contains("--stream=xbstream");
    }

    @Test
    void takesAnIncrementOfAReplica() {
        assertThat(backup(PERCONA, Optional.of(new Lsn(42)), true, "--parallel=2"))
                .startsWith("--defaults-file=/run/d.cnf")
                .contains("--slave-info", "--safe-slave-backup")
                .endsWith("--parallel=2", "--incremental-lsn=42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--stream=tar",
                "--password=x",
                "--pass=x",
                "-psecret",
                "--incremental_lsn=5",
                "--loose-target-dir=/x",
                "--defaults-file=/x",
                "4",
                "--",
                "--incremental-history-name=x",
            })
    void refusesUserArgumentsThatAreOurs(String argument) {
        assertThatThrownBy(() -> backup(MARIADB, Optional.empty(), false, argument))
                .isInstanceOf(BackupException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void allowsOtherUserArguments() {
        assertThat(backup(PERCONA, Optional.empty(), false, "--compress", "--throttle=9", "--decompress-threads=2"))
                .contains("--compress", "--throttle=9");
    }

    @Test
    void preparesEachInItsWay() {
        Path base = Path.of("/r/base");
        Optional<Path> increment = Optional.of(Path.of("/r/i1"));
        assertThat(MARIADB.prepareArguments(base, Optional.empty(), false))
                .containsExactly("--prepare", "--target-dir=/r/base");
        assertThat(MARIADB.prepareArguments(base, increment, true))
                .containsExactly("--prepare", "--target-dir=/r/base", "--incremental-dir=/r/i1");
        assertThat(PERCONA.prepareArguments(base, Optional.empty(), false))
                .containsExactly("--prepare", "--apply-log-only", "--target-dir=/r/base");
        assertThat(PERCONA.prepareArguments(base, increment, false))
                .containsExactly("--prepare", "--apply-log-only", "--target-dir=/r/base", "--incremental-dir=/r/i1");
        assertThat(PERCONA.prepareArguments(base, increment, true))
                .containsExactly(
                        "--prepare", "--rollback-prepared-trx", "--target-dir=/r/base", "--incremental-dir=/r/i1");
    }

    @Test
    void unpacksAndMoves() {
        assertThat(MARIADB.unpackArguments(Path.of("/r/base"))).containsExactly("-x", "-C", "/r/base");
        assertThat(PERCONA.moveBackArguments(Path.of("/r/base"), Path.of("/data")))
                .containsExactly("--move-back", "--target-dir=/r/base", "--datadir=/data");
    }

    @Test
    void knowsWhatCanBeRestored() {
        Checkpoints logApplied = Checkpoints.parse(Chunks.CHECKPOINTS.replace("full-backuped", "log-applied"));
        Checkpoints prepared = Checkpoints.parse(Chunks.CHECKPOINTS.replace("full-backuped", "full-prepared"));
        assertThat(MARIADB.restorable(logApplied)).isTrue();
        assertThat(PERCONA.restorable(logApplied)).isFalse();
        assertThat(PERCONA.restorable(prepared)).isTrue();
    }
}
