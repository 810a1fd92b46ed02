package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private static final Set<String> LEASES = new HashSet<>();

    @TempDir
    private static Path folder;

    private static Place place;
    private static Resources resources;
    private static Product.Outcome first;
    private static Product.Outcome last;

    @BeforeAll
    static void workOnAllOfThem() throws Exception {
        place = Place.create(folder);
        resources = place.resources();
        OddClusters.write(place);
        chain();
        badStorages();
        badServers();
        badFiles();
        Process working = place.product().begin();
        Await.until("the lease goes from one to the next", BackupTroubleIT::leaseChanged);
        first = place.product().end(working);
        assertThat(first.exit()).as(first.log()).isEqualTo(1);
        badBases();
        last = place.product().once();
        assertThat(last.exit()).isEqualTo(1);
    }

    @AfterAll
    static void stop() throws Exception {
        place.close();
    }

    private static boolean leaseChanged() throws IOException {
        Condition lease = Told.ofBackup(resources, "b03-increment").condition("BackupLeaseAcquired");
        LEASES.add(lease.getReason() + ": " + lease.getMessage());
        return LEASES.contains("LeaseAcquired: Lease 'ps-demo-backup-lock' acquired");
    }

    private static void chain() throws IOException {
        increment("b00-too-early", "demo", "file");
        full("b01-full", "demo", "file");
        increment("b02-increment", "demo", "file");
        increment("b03-increment", "demo", "file");
        full("b04-of-twin", "twin", "other");
    }

    private static void badStorages() throws IOException {
        full("b10-storage-unknown", "demo", "nowhere");
        full("b11-type-unknown", "demo", "strange");
        full("b12-unreachable", "demo", "below");
        full("b13-cluster-unknown", "nobody", "file");
        full("b14-off", "off", "file");
        full("b15-taken", "demo", "taken");
        full("b16-littered", "demo", "littered");
    }

    private static void badServers() throws IOException {
        for (String each : List.of("down", "wrong-password", "poor", "no-secret", "no-tool", "other-tool")) {
            full("b20-" + each, each, "file");
        }
    }

    private static void badFiles() throws IOException {
        resources.write("a-not-yaml", "kind: [PerconaServerMySQLBackup\n  spec: }{\n");
        resources.backup("a-not-allowed", "demo", "file", "type: full\nincrementalBaseBackupName: b01-full");
    }

    private static void badBases() throws IOException {
        base("b30-on-increment", "demo", "file", "b02-increment");
        base("b31-on-failed", "demo", "file", "b12-unreachable");
        base("b32-other-storage", "demo", "other", "b01-full");
        base("b33-other-cluster", "demo", "other", "b04-of-twin");
        base("b34-on-nothing", "demo", "file", "never-taken");
    }

    private static void full(String name, String cluster, String storage) throws IOException {
        resources.backup(name, cluster, storage, "type: full");
    }

    private static void increment(String name, String cluster, String storage) throws IOException {
        resources.backup(name, cluster, storage, "type: incremental");
    }

    private static void base(String name, String cluster, String storage, String base) throws IOException {
        resources.backup(name, cluster, storage, "type: incremental\nincrementalBaseBackupName: " + base);
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
    void endsWithTheTextOfTheContract(String name, Reason reason, String text) throws IOException {
        String whole = text.replace("GET:", GET).replace("BASE:", BASE);
        Told.ofBackup(resources, name)
                .requireFailure("Error", reason, told -> assertThat(told).isEqualTo(whole));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b12-unreachable     | StorageUnreachable | /no-folder/below
            b15-taken           | DestinationTaken   | -full is taken: it belongs to elsewhere/another
            b16-littered        | DestinationTaken   | -full is taken: there are objects that nobody has claimed
            b20-down            | ServerUnreachable  | /nobody/socket
            b20-wrong-password  | ServerDenied       | account 'backup'
            b20-poor            | PrivilegeMissing   | lacks the privilege RELOAD
            b20-no-secret       | AccountSecretNotFound | secrets nowhere not found
            b20-no-tool         | ToolNotFound       | /nothing
            b20-other-tool      | ToolNotSupported   | xtrabackup
            """)
    void namesTheThing(String name, Reason reason, String thing) throws IOException {
        Told.ofBackup(resources, name)
                .requireFailure("Error", reason, told -> assertThat(told).contains(thing));
    }

    @Test
    void anUnknownTypeIsAnsweredWithThoseThereAre() throws IOException {
        assertThat(Told.ofBackup(resources, "b11-type-unknown")
                        .condition("Ready")
                        .getMessage())
                .contains("there are azure, file, gcs, s3, sftp");
    }

    @Test
    void twoAtOnceAreTakenOneAfterTheOther() throws IOException {
        var second = resources.backup("b03-increment").getStatus();
        assertThat(second.state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(second.chain.position).isEqualTo(2);
        assertThat(second.fromLsn).isEqualTo(resources.backup("b02-increment").getStatus().toLsn);
        assertThat(LEASES).contains("LeaseAlreadyHeld: Lease 'ps-demo-backup-lock' already held");
        assertThat(second.conditions).noneMatch(each -> each.getType().equals("BackupLeaseAcquired"));
    }

    @Test
    void aWrongFileStopsNoOther() {
        assertThat(first.log())
                .contains("a-not-yaml.yaml:")
                .contains("Invalid configuration: incrementalBaseBackupName is only allowed for incremental backups");
    }

    @Test
    void theLogSaysWhatTheEventsSay() throws IOException {
        Told.requireLogged(resources, first.log() + last.log());
    }

    @Test
    void onlyWhatSucceededIsInTheStorages() throws IOException {
        List<String> good = Stream.of("b01-full", "b02-increment", "b03-increment", "b04-of-twin")
                .map(name -> resources.backup(name).getStatus().destination.replaceFirst("file://", ""))
                .toList();
        List<String> claimed = new ArrayList<>();
        for (Path storage : List.of(place.storage(), folder.resolve("other"))) {
            try (Stream<Path> files = Files.walk(storage)) {
                files.filter(Files::isRegularFile)
                        .map(file -> file.toString().replaceFirst("(\\.(owner|manifest)\\.json|/part\\.\\d+)$", ""))
                        .forEach(claimed::add);
            }
        }
        assertThat(claimed).isNotEmpty().allSatisfy(key -> assertThat(good).contains(key));
        assertThat(place.product().runs()).isEmptyDirectory();
    }

    @Test
    void whatBelongsToOthersIsNotTouched() throws IOException {
        for (String other : List.of("taken", "littered")) {
            try (Stream<Path> files = Files.walk(folder.resolve(other))) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(OddClusters.SECONDS);
            }
        }
    }
}
