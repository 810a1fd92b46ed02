package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackupInfoTest {
    /** Of mariadb-backup 10.11.19. */
    private static final String MARIADB = """
            uuid = 23c11e12-e819-11f1-a417-02fc00000001
            name =\s
            tool_name = mariadb-backup
            tool_command = --defaults-file=/tmp/d.cnf --backup --stream=mbstream --extra-lsndir=/tmp/extra
            tool_version = 10.11.19-MariaDB
            server_version = 10.11.19-MariaDB-0+deb12u1-log
            start_time = 2026-11-24 15:10:09
            end_time = 2026-11-24 15:10:10
            binlog_pos = filename 'pid-bin.000001', position '1102', GTID of the last change '0-1-5'
            incremental = N
            """;

    @Test
    void readsInfoOfMariadb() {
        BackupInfo info = BackupInfo.parse(MARIADB);
        assertThat(info.serverVersion()).isEqualTo("10.11.19-MariaDB-0+deb12u1-log");
        assertThat(info.toolVersion()).isEqualTo("10.11.19-MariaDB");
        assertThat(info.endTime()).isEqualTo("2026-11-24 15:10:10");
        assertThat(info.binlog()).contains(new BinlogPosition("pid-bin.000001", 1102, "0-1-5"));
        assertThat(info.all()).containsEntry("name", "").containsEntry("incremental", "N");
    }

    @Test
    void readsGtidSetsOverSeveralLines() {
        BackupInfo info = BackupInfo.parse("""
                server_version = 8.4.0
                binlog_pos = filename 'b.000002', position '157', GTID of the last change '6a:1-3,
                7b:1-5'
                innodb_from_lsn = 0
                """);
        assertThat(info.binlog()).contains(new BinlogPosition("b.000002", 157, "6a:1-3,7b:1-5"));
        assertThat(info.all()).containsEntry("innodb_from_lsn", "0");
    }

    @Test
    void readsTheBinlogInfoFile() {
        assertThat(BinlogPosition.parse("b.000001\t1102\t0-1-5\n"))
                .contains(new BinlogPosition("b.000001", 1102, "0-1-5"));
        assertThat(BinlogPosition.parse("b.000002\t157\t6a:1-3,\n7b:1\n"))
                .contains(new BinlogPosition("b.000002", 157, "6a:1-3,7b:1"));
        assertThat(BinlogPosition.parse("b.000001\t4\n")).contains(new BinlogPosition("b.000001", 4, ""));
        assertThat(BinlogPosition.parse("")).isEmpty();
        assertThat(BinlogPosition.parse("no position")).isEmpty();
    }

    @Test
    void needsTheServersVersion() {
        assertThat(BackupInfo.parse("server_version = 1\n").binlog()).isEmpty();
        assertThatThrownBy(() -> BackupInfo.parse("uuid = x\n")).hasMessage("the info file has no server_version");
    }
}
