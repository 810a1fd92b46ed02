package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot become a backup, all of it in one folder, beside what can. */
class BackupTroubleIT {
    private static final String BASE = "failed to set incremental base annotations: ";
    private static final String GET = BASE + "get incremental base backup: ";

    @TempDir
    private static Path folder;

    private static TrialServer server;
    private static Trial trial;
    private static final Set<String> LEASES = new ConcurrentSkipListSet<>();

    @BeforeAll
    static void workOnAllOfThem() throws Exception {
        server = TrialServer.make(folder.resolve("server"));
        trial = new Trial(folder);
        clusters();
        chain();
        badStorages();
        badServers();
        badFiles();
        Runnable look = () -> {
            var lease = trial.backup("b03-increment").condition("BackupLeaseAcquired");
            LEASES.add(
                    lease.path("reason").asText() + ": " + lease.path("message").asText());
        };
        assertThat(trial.work(look)).isEqualTo(1);
        badBases();
        assertThat(trial.work()).isEqualTo(1);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    private static void clusters() throws IOException {
        String storages = """
                file: {type: file, options: {directory: "%1$s"}}
                other: {type: file, options: {directory: "%2$s/other"}}
                strange: {type: tape, options: {directory: "%2$s/tape"}}
                below: {type: file, options: {directory: "%2$s/log/below"}}
                """.formatted(trial.storage(), folder);
        trial.secret("good", "backup", TrialServer.PASSWORD);
        trial.secret("wrong", "backup", "not-it");
        trial.secret("poor-secret", "poor", TrialServer.PASSWORD);
        cluster("demo", server.cluster("backup", "good", storages));
        cluster("twin", server.cluster("backup", "good", storages));
        cluster("wrong-password", server.cluster("backup", "wrong", storages));
        cluster("poor", server.cluster("poor", "poor-secret", storages));
        cluster("no-secret", server.cluster("backup", "nowhere", storages));
        cluster("down", new TrialServer(folder.resolve("nobody")).cluster("backup", "good", storages));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        cluster("no-tool", server.cluster("backup", "good", storages, "toolPath: " + empty));
        cluster("other-tool", server.cluster("backup", "good", storages, "toolPath: " + otherTool()));
        cluster("off", server.cluster("backup", "good", storages).replace("enabled: true", "enabled: false"));
    }

    private static void cluster(String name, String spec) throws IOException {
        trial.apply("PerconaServerMySQL", name, spec);
    }

    /** An xtrabackup, for a MariaDB. */
    private static Path otherTool() throws IOException {
        Path tool = Files.createDirectory(folder.resolve("percona")).resolve("xtrabackup");
        Files.writeString(tool, "#!/bin/sh\necho 'xtrabackup version 8.0.35-30 based on MySQL server 8.0.35' >&2\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tool.getParent();
    }

    private static void chain() throws IOException {
        trial.backup("b00-too-early", "demo", "file", "incremental");
        trial.backup("b01-full", "demo", "file", "full");
        trial.backup("b02-increment", "demo", "file", "incremental");
        trial.backup("b03-increment", "demo", "file", "incremental");
        trial.backup("b04-of-twin", "twin", "other", "full");
    }

    private static void badStorages() throws IOException {
        trial.backup("b10-storage-unknown", "demo", "nowhere", "full");
        trial.backup("b11-type-unknown", "demo", "strange", "full");
        trial.backup("b12-unreachable", "demo", "below", "full");
        trial.backup("b13-cluster-unknown", "nobody", "file", "full");
        trial.backup("b14-off", "off", "file", "full");
    }

    private static void badServers() throws IOException {
        for (String each : List.of("down", "wrong-password", "poor", "no-secret", "no-tool", "other-tool")) {
            trial.backup("b20-" + each, each, "file", "full");
        }
    }

    private static void badFiles() throws IOException {
        trial.raw("a-not-yaml", "kind: [PerconaServerMySQLBackup\n  spec: }{\n");
        trial.backup("a-not-allowed", "demo", "file", "full", "incrementalBaseBackupName: b01-full");
    }

    private static void badBases() throws IOException {
        base("b30-on-increment", "demo", "file", "b02-increment");
        base("b31-on-failed", "demo", "file", "b12-unreachable");
        base("b32-other-storage", "demo", "other", "b01-full");
        base("b33-other-cluster", "demo", "other", "b04-of-twin");
        base("b34-on-nothing", "demo", "file", "never-taken");
    }

    private static void base(String name, String cluster, String storage, String base) throws IOException {
        trial.backup(name, cluster, storage, "incremental", "incrementalBaseBackupName: " + base);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b00-too-early       | BaseNotFound       | GET:get last full backup: no full backup found in storage
            b10-storage-unknown | StorageNotFound    | nowhere not found in spec.backup.storages in PerconaServerMySQL CustomResource
            b11-type-unknown    | StorageTypeUnknown | failed to prepare backup job: get backup destination: storage type tape is not supported
            b13-cluster-unknown | ClusterNotFound    | PerconaServerMySQL nobody in namespace default is not found
            b14-off             | BackupsDisabled    | spec.backup not found in PerconaServerMySQL CustomResource or backups are disabled
            b30-on-increment    | BaseNotFull        | GET:specified base backup is not a full backup
            b31-on-failed       | BaseNotSucceeded   | BASE:base backup is not succeeded
            b32-other-storage   | BaseOnOtherStorage | BASE:base backup has different storage than the incremental backup
            b33-other-cluster   | BaseOfOtherCluster | BASE:base backup is of cluster twin, not demo
            b34-on-nothing      | BaseNotFound       | GET:get backup default/never-taken: perconaservermysqlbackups.ps.percona.com "never-taken" not found
            """)
    void endsWithTheTextOfTheContract(String name, String reason, String text) throws IOException {
        String whole = text.replace("GET:", GET).replace("BASE:", BASE);
        trial.ended(
                Trial.BACKUP, name, "Error", reason, told -> assertThat(told).isEqualTo(whole));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b12-unreachable     | StorageUnreachable | /log/below
            b20-down            | ServerUnreachable  | /nobody/socket
            b20-wrong-password  | ServerDenied       | account 'backup'
            b20-poor            | PrivilegeMissing   | lacks the privilege RELOAD
            b20-no-secret       | SecretNotFound     | secrets nowhere not found
            b20-no-tool         | ToolNotFound       | /empty
            b20-other-tool      | ToolNotSupported   | xtrabackup
            """)
    void namesTheThing(String name, String reason, String thing) throws IOException {
        trial.ended(
                Trial.BACKUP, name, "Error", reason, told -> assertThat(told).contains(thing));
    }

    @Test
    void anUnknownTypeIsAnsweredWithThoseThereAre() {
        assertThat(trial.backup("b11-type-unknown").ready().path("message").asText())
                .contains("there are file");
    }

    @Test
    void twoAtOnceAreTakenOneAfterTheOther() {
        Outcome second = trial.backup("b03-increment");
        assertThat(second.state()).isEqualTo("Succeeded");
        assertThat(second.field("chain").path("position").asInt()).isEqualTo(2);
        assertThat(second.field("fromLsn").asLong())
                .isEqualTo(trial.backup("b02-increment").field("toLsn").asLong());
        assertThat(LEASES)
                .contains("LeaseAlreadyHeld: Lease 'ps-demo-backup-lock' already held")
                .contains("LeaseAcquired: Lease 'ps-demo-backup-lock' acquired");
        assertThat(second.condition("BackupLeaseAcquired").isMissingNode()).isTrue();
    }

    @Test
    void aWrongFileStopsNoOther() throws IOException {
        assertThat(trial.log())
                .contains("a-not-yaml.yaml:")
                .contains("Invalid configuration: incrementalBaseBackupName is only allowed for incremental backups");
    }

    @Test
    void onlyWhatSucceededIsInTheStorages() throws IOException {
        List<String> good = Stream.of("b01-full", "b02-increment", "b03-increment", "b04-of-twin")
                .map(name -> trial.backup(name).destination().replaceFirst("file://", ""))
                .toList();
        List<String> claimed = new ArrayList<>();
        for (Path storage : List.of(trial.storage(), folder.resolve("other"))) {
            try (Stream<Path> files = Files.walk(storage)) {
                files.filter(Files::isRegularFile)
                        .map(file -> file.toString().replaceFirst("(\\.(owner|manifest)\\.json|/part\\.\\d+)$", ""))
                        .forEach(claimed::add);
            }
        }
        assertThat(claimed).isNotEmpty().allSatisfy(key -> assertThat(good).contains(key));
        assertThat(trial.runs()).isEmptyDirectory();
    }
}
