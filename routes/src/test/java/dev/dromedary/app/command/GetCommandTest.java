package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.app.command.Commands.Said;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetCommandTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;

    @BeforeEach
    void oneSucceededAndOneNewBackup() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: monday}
                spec: {clusterName: c, storageName: disk, future: {x: 1}}
                """);
        try (OpenFolder folder = OpenFolder.open(directory, InstantSource.fixed(NOON))) {
            var backup = (PerconaServerMySQLBackup)
                    folder.resources().get(new ResourceKey("PerconaServerMySQLBackup", "default", "monday"));
            var status = backup.getStatus();
            status.type = "full";
            status.state = BackupState.SUCCEEDED;
            status.destination = "file:///b/c-full";
            status.completed = NOON.plusSeconds(60).toString();
            status.size = 12345678L;
            folder.resources().update(backup);
        }
        Files.writeString(directory.resolve("b.yaml"), """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: tuesday}
                spec: {clusterName: c, storageName: disk}
                """);
    }

    private Said get(String... arguments) {
        return Commands.get(directory, NOON.plusSeconds(372), arguments);
    }

    private String shown(String... arguments) {
        Said said = get(arguments);
        assertThat(said.exit()).as(said.err()).isZero();
        return said.out();
    }

    @Test
    void theTableIsKubectls() {
        assertThat(shown("backups").lines())
                .containsExactly(
                        "NAME      TYPE   STORAGE   DESTINATION        STATE       COMPLETED   AGE",
                        "monday    full   disk      file:///b/c-full   Succeeded   5m12s       6m12s",
                        "tuesday          disk                                                 ");
    }

    @Test
    void wideShowsAllColumnsAndNamesAllNamespaces() {
        assertThat(shown("ps-backup", "monday", "-o", "wide"))
                .contains("SIZE", "FROM LSN", "TO LSN", "BASE", "DURATION", "12345678");

        assertThat(shown("backups", "-A")).contains("NAMESPACE   NAME", "default     monday");
    }

    @Test
    void oneIsPrintedWholeAndAllAsAList() {
        assertThat(shown("backup", "monday", "-o", "yaml"))
                .startsWith("apiVersion: ps.percona.com/v1\nkind: PerconaServerMySQLBackup\nmetadata:\n")
                .contains("  future:\n    x: 1\n", "  state: Succeeded\n", "  size: 12345678\n");

        assertThat(shown("backups", "-o", "json"))
                .startsWith("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        {\n")
                .contains("\"kind\": \"List\"", "\"state\": \"Succeeded\"");
    }

    @Test
    void whatIsNotThereIsToldAsKubectlTellsIt() {
        Said missing = get("backups", "friday");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("Error: perconaservermysqlbackups.ps.percona.com \"friday\" not found"
                        + System.lineSeparator());

        Said none = get("restores");
        assertThat(none.exit()).isZero();
        assertThat(none.err().strip()).isEqualTo("No resources found in default namespace.");
        assertThat(get("secrets").exit()).isEqualTo(2);
        assertThat(missing.out() + none.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-5,<invalid>",
        "-1,0s",
        "0,0s",
        "119,119s",
        "120,2m",
        "312,5m12s",
        "600,10m",
        "10799,179m",
        "10800,3h",
        "13260,3h41m",
        "28800,8h",
        "172799,47h",
        "172800,2d",
        "190800,2d5h",
        "691200,8d",
        "63072000,2y",
        "94694400,3y1d",
        "252288000,8y"
    })
    void agesAreKubectls(long seconds, String age) {
        assertThat(Age.of(Duration.ofSeconds(seconds))).isEqualTo(age);
    }
}
