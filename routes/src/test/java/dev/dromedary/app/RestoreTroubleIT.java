package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Chains that cannot be brought back, and those that can in spite of something. One server, one chain of three, one
 * product that works all the time; whatever happens, the server keeps the data it has unless it is given that of a backup.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreTroubleIT {
    private ChainPlace chain;
    private PrivateServer server;
    private Resources resources;

    @BeforeAll
    void takeAChain(@TempDir Path folder) throws Exception {
        chain = ChainPlace.create(folder);
        server = chain.place().server();
        resources = chain.place().resources();
    }

    @AfterAll
    void stop() throws Exception {
        chain.close();
    }

    @ParameterizedTest
    @MethodSource("dev.dromedary.app.Blows#seenByThePlan")
    void theServerIsNotEvenStopped(String name, Damage.Blow blow, Reason reason, String text) throws Exception {
        ProcessHandle before = server.incarnation();
        try (Damage damage = Damage.by(blow, resources)) {
            resources.restore(name, "second");

            Told.endOfRestore(resources, name)
                    .requireFailure("Error", reason, told -> assertThat(told).contains(text));
        }
        assertThat(server.incarnation()).isEqualTo(before);
        chain.requireClean();
    }

    @ParameterizedTest
    @MethodSource("dev.dromedary.app.Blows#seenByTheHashes")
    void theOldDataIsBackAndTheServerRunsOnIt(String name, Damage.Blow blow, Reason reason, String text)
            throws Exception {
        List<String> before = server.checksums();
        ProcessHandle stopped = server.incarnation();
        try (Damage damage = Damage.by(blow, resources)) {
            resources.restore(name, "second");

            Told told = Told.endOfRestore(resources, name);

            told.requireFailure("Failed", reason, why -> assertThat(why).contains(text));
            assertThat(told.condition("Ready").getMessage())
                    .contains("; the old data is in place and the server runs on it");
        }
        assertThat(server.incarnation()).isNotEqualTo(stopped);
        assertThat(server.checksums()).isEqualTo(before);
        chain.requireClean();
    }

    /** It does not come up on what was swapped in, and does on what it had. */
    @Test
    void aServerThatDoesNotStartOnTheNewDataRunsOnTheOldAgain() throws Exception {
        List<String> before = server.checksums();
        Path folder = chain.place().folder();
        Path once = Files.createFile(folder.resolve("once"));
        Path start = Files.writeString(
                folder.resolve("start"), """
                #!/bin/sh
                if rm %s 2>/dev/null; then
                    echo 'no such luck' >&2
                    exit 1
                fi
                exec %s
                """.formatted(once, String.join(" ", server.startCommand())));
        assertThat(start.toFile().setExecutable(true)).isTrue();
        resources.cluster(
                Resources.CLUSTER,
                specification(Resources.STORAGE).replaceFirst("start: .*", "start: [\"" + start + "\"]"));
        try {
            resources.restore("luckless", "first");

            Told told = Told.endOfRestore(resources, "luckless");

            told.requireFailure("Failed", Reason.ServerNotStarted, why -> assertThat(why)
                    .contains("was not started", "no such luck"));
            assertThat(told.condition("Ready").getMessage())
                    .contains("; the old data is in place and the server runs on it");
        } finally {
            resources.cluster(Resources.CLUSTER, specification(Resources.STORAGE));
        }
        assertThat(once).doesNotExist();
        assertThat(server.checksums()).isEqualTo(before);
        chain.requireClean();
    }

    @Test
    void aVerifyOfADamagedChainFails() throws Exception {
        ProcessHandle before = server.incarnation();
        try (Damage damage = Damage.by(on -> on.flip(on.part("first", 0)), resources)) {
            resources.verify("verify-damaged", "second");

            Told.endOfRestore(resources, "verify-damaged")
                    .requireFailure("Failed", Reason.ObjectDamaged, told -> assertThat(told)
                            .contains("its hash differs"));
        }
        assertThat(server.incarnation()).isEqualTo(before);
        chain.requireClean();
    }

    /** The increment after it is damaged, which is no matter of its own. */
    @Test
    void aVerifyTouchesNothing() throws Exception {
        ProcessHandle before = server.incarnation();
        try (Damage damage = Damage.by(on -> on.flip(on.manifest("second")), resources)) {
            resources.verify("verify", "first");

            Told.endOfRestore(resources, "verify").requireSuccess();
        }
        assertThat(server.incarnation()).isEqualTo(before);
        chain.requireClean();
    }

    @Test
    void aBackupThatFailedIsNotRestored() throws Exception {
        resources.backup("failed", "type: full\ncontainerOptions: {args: {xtrabackup: [--no-such-option]}}");
        Told.endOfBackup(resources, "failed").requireFailure("Failed", Reason.ToolFailed, told -> assertThat(told)
                .contains("no-such-option"));

        requireRefusal(
                "of-failed",
                "failed",
                Reason.BackupNotSucceeded,
                "PerconaServerMySQLBackup failed is in state 'Failed'");
    }

    @Test
    void anotherClustersBackupIsNotRestored() throws Exception {
        resources.cluster("twin", specification(Resources.STORAGE));
        resources.backup("of-twin", "twin", Resources.STORAGE, "type: full");
        Told.endOfBackup(resources, "of-twin").requireSuccess();

        requireRefusal(
                "foreign",
                "of-twin",
                Reason.BackupOfOtherCluster,
                "PerconaServerMySQLBackup of-twin is of cluster twin, not shop");
    }

    @Test
    void aStorageThatTheClusterHasNoMoreIsNotRestoredFrom() throws Exception {
        resources.cluster(Resources.CLUSTER, specification("renamed"));
        try {
            requireRefusal(
                    "from-nowhere",
                    "second",
                    Reason.StorageNotFound,
                    "file not found in spec.backup.storages in PerconaServerMySQL CustomResource");
        } finally {
            resources.cluster(Resources.CLUSTER, specification(Resources.STORAGE));
        }
    }

    private String specification(String storage) {
        String storages =
                storage + ": {type: file, options: {directory: " + chain.place().storage() + "}}";
        return Resources.clusterOf(server, PrivateServer.ACCOUNT, Resources.CLUSTER + "-secrets", storages);
    }

    private void requireRefusal(String name, String backup, Reason reason, String text) throws Exception {
        ProcessHandle before = server.incarnation();
        resources.restore(name, backup);

        Told.endOfRestore(resources, name)
                .requireFailure("Error", reason, told -> assertThat(told).isEqualTo(text));

        assertThat(server.incarnation()).isEqualTo(before);
        chain.requireClean();
    }

    @Test
    void aBackupDuringARestoreIsRefused() throws Exception {
        resources.restore("at-work", "full");
        Await.until(
                "the restore is begun",
                () -> !Told.ofRestore(resources, "at-work").state().isEmpty());
        resources.full("meanwhile");

        Told.endOfBackup(resources, "meanwhile")
                .requireFailure("Error", Reason.RestoreInProgress, told -> assertThat(told)
                        .isEqualTo("backup cannot run while restore at-work is in progress"));

        Told.endOfRestore(resources, "at-work").requireSuccess();
        assertThat(server.checksums()).isEqualTo(chain.points().get("full"));
        chain.requireClean();
    }

    @Test
    void aRestoreDuringABackupWaits() throws Exception {
        try (Connection held = server.holdBackups()) {
            resources.full("at-work-too");
            resources.verify("waits", "second");

            Await.until("it says what it waits for", () -> "PerconaServerMySQLBackup at-work-too is still running"
                    .equals(Told.ofRestore(resources, "waits").description()));
            assertThat(Told.ofRestore(resources, "waits").state()).isEmpty();
            // Or the restore could wait for ever. Times of resources tell seconds apart.
            Instant seen = Instant.now();
            Await.until("the next second", () -> Instant.now().getEpochSecond() > seen.getEpochSecond());
            resources.full("comes-later");
        }
        Told.endOfBackup(resources, "at-work-too").requireSuccess();
        Told.endOfBackup(resources, "comes-later")
                .requireFailure("Error", Reason.RestoreInProgress, told -> assertThat(told)
                        .isEqualTo("backup cannot run while restore waits is in progress"));
        Told.endOfRestore(resources, "waits").requireSuccess();
    }
}
