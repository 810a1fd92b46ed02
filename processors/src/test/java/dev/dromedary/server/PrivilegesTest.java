package dev.dromedary.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {
    private static final List<String> REQUIRED = List.of("RELOAD", "PROCESS", "BINLOG MONITOR");
    private static final Account ACCOUNT = new Account("backup", "secret");

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(
                        () -> require("GRANT PROCESS, LOCK TABLES ON *.* TO `backup`@`%` IDENTIFIED BY PASSWORD '*A'"))
                .isInstanceOf(BackupException.class)
                .hasMessage("the account 'backup' lacks the privilege RELOAD, BINLOG MONITOR");
    }

    @Test
    void grantsAddUp() {
        assertThatCode(() -> require(
                        "GRANT RELOAD, PROCESS ON *.* TO `backup`@`%`",
                        "GRANT REPLICATION CLIENT ON *.* TO `backup`@`%`"))
                .doesNotThrowAnyException();
    }

    @Test
    void allIsEnough() {
        assertThatCode(() -> require("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION"))
                .doesNotThrowAnyException();
    }

    @Test
    void aPrivilegeOnOneDatabaseIsNotEnough() {
        assertThatThrownBy(() -> require("GRANT ALL PRIVILEGES ON `db`.* TO `backup`@`%`"))
                .hasMessageContaining("RELOAD, PROCESS, BINLOG MONITOR");
    }

    @Test
    void whatARoleBringsIsLeftToTheTool() {
        assertThatCode(() -> require("GRANT `backup_admin`@`%` TO `backup`@`%`"))
                .doesNotThrowAnyException();
    }

    private static void require(String... grants) {
        Privileges.require(REQUIRED, List.of(grants), ACCOUNT);
    }
}
