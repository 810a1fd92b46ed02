package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.ServerAccess;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's chain on an SFTP server, there and back. */
class SftpIT {
    private Place place;
    private SftpServer sftp;

    @BeforeEach
    void fillAServer(@TempDir Path folder) throws Exception {
        place = Place.create(folder);
        place.product().set("dromedary.part.size", "1048576");
        sftp = new SftpServer(folder.resolve("sftp"));
        place.resources()
                .secret(
                        "login",
                        Map.of(
                                "username",
                                SftpServer.USER,
                                "password",
                                SftpServer.PASSWORD,
                                "knownHosts",
                                sftp.knownHosts(sftp.port())));
        storage("/backups");
        place.server().sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140));
                INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_1_to_20000;
                """);
    }

    @AfterEach
    void stop() throws Exception {
        sftp.close();
        place.close();
    }

    private void storage(String directory) throws Exception {
        place.resources().cluster(place.server(), null, """
                        file:
                          type: sftp
                          credentialsSecret: login
                          options: {host: 127.0.0.1, port: "%d", directory: %s}
                        """.formatted(sftp.port(), directory));
    }

    private void once(int exit) throws Exception {
        Product.Outcome outcome = place.product().once();
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
        assertThat(outcome.log()).doesNotContain(SftpServer.PASSWORD);
    }

    @Test
    void aChainIsTakenRestoredAndDeleted() throws Exception {
        place.resources().deletable("full", "full");
        once(0);
        place.server().sql("INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_20001_to_25000");
        place.resources().deletable("more", "incremental");
        once(0);
        List<String> before = place.server().checksums();
        place.server().sql("DROP DATABASE shop");
        place.resources().restore("back", "more");
        once(0);

        assertThat(place.server().checksums()).isEqualTo(before);
        String destination = place.resources().backup("full").getStatus().destination;
        assertThat(destination).startsWith("sftp://127.0.0.1/backups/" + Resources.CLUSTER + "-");
        assertThat(sftp.backups().resolve(Path.of(destination).getFileName() + ".manifest.json"))
                .exists();

        place.resources().takeOut("full", "more", "back");
        once(0);
        try (Stream<Path> left = Files.walk(sftp.backups())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aFolderThatIsNotThereIsToldBeforeAnythingIsDone() throws Exception {
        storage("/elsewhere");
        place.resources().full("lost");

        once(1);

        assertThat(place.resources().backup("lost").getStatus().state).isEqualTo(BackupState.ERROR);
        assertThat(Told.ofBackup(place.resources(), "lost").condition("Ready").getReason())
                .isEqualTo(Reason.BucketNotFound.name());
    }

    /** As a pod has them, a file for each key of the Secret. */
    @Test
    void aWorkerLogsInByMountedFiles(@TempDir Path own) throws Exception {
        WorkerProcess worker = new WorkerProcess(own);
        worker.secret("shop-secrets", PrivateServer.ACCOUNT, PrivateServer.PASSWORD);
        worker.secret("shop-sftp", "username", SftpServer.USER);
        worker.secret("shop-sftp", "privateKey", sftp.clientKey());
        worker.secret("shop-sftp", "knownHosts", sftp.knownHosts(sftp.port()));
        var options = Map.of("host", "127.0.0.1", "port", Integer.toString(sftp.port()), "directory", "/backups");
        ServerAccess access = new ServerAccess(
                place.server().socket().toString(),
                null,
                3306,
                PrivateServer.ACCOUNT,
                "shop-secrets",
                place.server().dataDirectory().toString(),
                "",
                null,
                null,
                null,
                null,
                List.of());

        WorkerProcess.Ended ended = worker.run(new RunSpecification(
                RunKind.BACKUP,
                new Manifest.Owner("ns", "b", "uid-of-b", "shop"),
                new StorageDescription("sftp", options, "shop-sftp", true),
                "sftp://127.0.0.1/backups/full",
                BackupType.FULL,
                null,
                access,
                null,
                false,
                null));

        assertThat(ended.exit()).as(ended.log()).isZero();
        assertThat(sftp.backups().resolve("full.manifest.json")).exists();
    }
}
