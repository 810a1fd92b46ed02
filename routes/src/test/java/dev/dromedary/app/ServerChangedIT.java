package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is not the one any more that its chain was taken from, though it stands in its place: an increment would be
 * worth nothing, whatever the LSNs say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerChangedIT {
    private static final List<String> CHAIN = List.of("full", "first", "second");

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

    private BackupStatus status(String backup) {
        return resources.backup(backup).getStatus();
    }

    /** No increment, and nothing of it left; the parent can be restored as before. */
    private void requireNewChain(String increment) throws Exception {
        resources.increment(increment);
        Told told = Told.endOfBackup(resources, increment);
        told.requireFailure("Error", Reason.LineageChanged, why -> assertThat(why)
                .startsWith("the backup cannot extend file://")
                .endsWith("the data directory is not the one the parent was taken from"
                        + " (restored, cloned or replaced since)"));
        assertThat(told.condition("Ready").getMessage())
                .endsWith("; take a new full backup, or set spec.backup.chain.onBrokenChain to Full");
        chain.requireClean();
    }

    /** Its backups are known from the storage alone: all of their resources are gone. */
    @Test
    void aServerThatWasRestored() throws Exception {
        String destination = status("first").destination;
        for (String each : CHAIN) {
            resources.remove(each);
        }
        resources.restoreWith(
                "from-storage", """
                backupSource:
                  destination: %s
                  storage: {type: file, options: {directory: %s}}
                """.formatted(destination, chain.place().storage()));

        Told.endOfRestore(resources, "from-storage").requireSuccess();

        assertThat(server.checksums()).isEqualTo(chain.points().get("first"));
        chain.requireClean();
        resources.full("full");
        requireNewChain("after-the-restore");
    }

    @Test
    void aServerThatWasCloned() throws Exception {
        List<String> before = server.checksums();
        server.becomeAClone();

        requireNewChain("after-the-clone");

        assertThat(server.checksums()).isEqualTo(before);
    }

    @Test
    void aServerThatWasReplaced() throws Exception {
        server.becomeAnother();

        requireNewChain("after-the-replacement");
    }

    @Test
    void aFullBackupInThePlaceOfTheIncrement() throws Exception {
        server.becomeAClone();
        policy("  chain: {onBrokenChain: Full}\n");
        try {
            resources.backup("named", "type: incremental\nincrementalBaseBackupName: full");
            resources.increment("instead");
            resources.increment("next");

            Told.endOfBackup(resources, "named").requireFailure("Error", Reason.LineageChanged, why -> assertThat(why)
                    .contains("cannot extend"));
            requireFull("instead");
            Told.endOfBackup(resources, "next").requireSuccess();
        } finally {
            policy("");
        }
        assertThat(status("next").chain.position).isEqualTo(1);
        assertThat(status("next").chain.base).isEqualTo(BackupNames.lastSegment(status("instead").destination));
        assertThat(status("next").fromLsn).isEqualTo(status("instead").toLsn);
        chain.requireClean();
    }

    private void requireFull(String increment) throws Exception {
        Told told = Told.endOfBackup(resources, increment);
        told.requireSuccess();
        assertThat(status(increment).type).isEqualTo("full");
        assertThat(status(increment).destination).endsWith("-full");
        assertThat(status(increment).chain.position).isZero();
        assertThat(told.condition("ChainIntact").getStatus()).isEqualTo("False");
        assertThat(told.condition("ChainIntact").getReason()).isEqualTo("LineageChanged");
        assertThat(told.condition("ChainIntact").getMessage()).contains("cannot extend");
        assertThat(told.warnings())
                .singleElement()
                .asString()
                .contains("\"reason\":\"LineageChanged\"")
                .contains("a full backup takes the increment's place: the backup cannot extend");
        assertThat(resources.backup(increment).getMetadata().getAnnotations())
                .doesNotContainKey(Names.BASE_BACKUP_ANNOTATION);
    }

    private void policy(String line) throws IOException {
        String storages =
                "file: {type: file, options: {directory: " + chain.place().storage() + "}}";
        String secret = Resources.CLUSTER + "-secrets";
        resources.cluster(
                Resources.CLUSTER, Resources.clusterOf(server, PrivateServer.ACCOUNT, secret, storages) + line);
    }
}
