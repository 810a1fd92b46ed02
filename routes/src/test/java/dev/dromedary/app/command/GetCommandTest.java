package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import picocli.CommandLine;

class GetCommandTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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

    private int get(String... arguments) {
        CommandLine command = new CommandLine(new GetCommand(InstantSource.fixed(NOON.plusSeconds(372))));
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--resources";
        all[arguments.length + 1] = directory.toString();
        return command.execute(all);
    }

    @Test
    void theTableIsKubectls() {
        assertThat(get("backups")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "NAME      TYPE   STORAGE   DESTINATION        STATE       COMPLETED   AGE",
                        "monday    full   disk      file:///b/c-full   Succeeded   5m12s       6m12s",
                        "tuesday          disk                                                 ");
    }

    @Test
    void wideShowsAllColumnsAndNamesAllNamespaces() {
        assertThat(get("ps-backup", "monday", "-o", "wide")).isZero();
        assertThat(out.toString()).contains("SIZE", "FROM LSN", "TO LSN", "BASE", "DURATION", "12345678");

        assertThat(get("backups", "-A")).isZero();
        assertThat(out.toString()).contains("NAMESPACE   NAME", "default     monday");
    }

    @Test
    void oneIsPrintedWholeAndAllAsAList() {
        assertThat(get("backup", "monday", "-o", "yaml")).isZero();
        assertThat(out.toString())
                .startsWith("apiVersion: ps.percona.com/v1\nkind: PerconaServerMySQLBackup\nmetadata:\n")
                .contains("  future:\n    x: 1\n", "  state: Succeeded\n", "  size: 12345678\n");

        out.getBuffer().setLength(0);
        assertThat(get("backups", "-o", "json")).isZero();
        assertThat(out.toString())
                .startsWith("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        {\n")
                .contains("\"kind\": \"List\"", "\"state\": \"Succeeded\"");
    }

    @Test
    void whatIsNotThereIsToldAsKubectlTellsIt() {
        assertThat(get("backups", "friday")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("Error: perconaservermysqlbackups.ps.percona.com \"friday\" not found"
                        + System.lineSeparator());

        err.getBuffer().setLength(0);
        assertThat(get("restores")).isZero();
        assertThat(err.toString().strip()).isEqualTo("No resources found in default namespace.");
        assertThat(get("secrets")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
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
