package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storages appear, change and go with the cluster resource, while the program runs and a backup is at work. */
class StorageChangesIT {
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private Place place;
    private SftpServer sftp;
    private Process process;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        place = Place.create(folder);
        sftp = new SftpServer(folder.resolve("sftp"));
        Files.createDirectory(sftp.backups().resolve("moved"));
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
        sftp.listen(new SftpEventListener() {
            @Override
            public void linking(ServerSession session, Path object, Path draft, boolean symbolic) throws IOException {
                if (object.getFileName().toString().startsWith("part.")) {
                    hold();
                }
            }
        });
        storages(sftp("one", "/backups"), "gone: {type: file, options: {directory: " + folder + "/gone}}");
        process = place.product().start();
    }

    /** The first part of the first backup waits here, until all has been changed. */
    private void hold() throws IOException {
        atWork.countDown();
        try {
            if (!released.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("nobody went on");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        released.countDown();
        process.destroyForcibly();
        sftp.close();
        place.close();
    }

    private void storages(String... storages) throws IOException {
        place.resources().cluster(place.server(), null, String.join("\n", storages));
    }

    private String sftp(String name, String directory) {
        return "%s: {type: sftp, credentialsSecret: login, options: {host: 127.0.0.1, port: \"%d\", directory: %s}}"
                .formatted(name, sftp.port(), directory);
    }

    private Told end(String name) throws Exception {
        return Told.endOfBackup(place.resources(), name);
    }

    private void full(String name, String storage) throws IOException {
        place.resources().backup(name, Resources.CLUSTER, storage, "type: full");
    }

    private String destination(String name) {
        return place.resources().backup(name).getStatus().destination;
    }

    @Test
    void aRunAtWorkIsNotDisturbedAndTheNextOneHasWhatIsSaidNow() throws Exception {
        full("first", "one");
        assertThat(atWork.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("it comes to its first part")
                .isTrue();
        assertThat(sftp.ssh().getActiveSessions()).isNotEmpty();

        storages(sftp("one", "/backups/moved"), "two: {type: file, options: {directory: " + place.storage() + "}}");
        full("too-late", "gone");
        // It was written last, so who has seen it has seen the change.
        Await.until("the change is seen", () -> Told.ofBackup(place.resources(), "too-late")
                .condition("BackupLeaseAcquired")
                .getReason()
                .equals("LeaseAlreadyHeld"));
        assertThat(released.getCount()).as("the first backup is at work still").isOne();
        full("second", "two");
        released.countDown();

        end("first").requireSuccess();
        end("too-late").requireFailure("Error", Reason.StorageNotFound, told -> assertThat(told)
                .startsWith("gone not found in spec.backup.storages"));
        end("second").requireSuccess();
        full("third", "one");
        end("third").requireSuccess();
        assertThat(destination("first")).startsWith("sftp://127.0.0.1/backups/shop-");
        assertThat(destination("second")).startsWith("file://" + place.storage() + "/shop-");
        assertThat(destination("third")).startsWith("sftp://127.0.0.1/backups/moved/shop-");
        Await.until(
                "no connection is left", () -> sftp.ssh().getActiveSessions().isEmpty());
        assertThat(process.isAlive()).isTrue();
        Product.Outcome outcome = place.product().stop(process);
        assertThat(outcome.log()).doesNotContain("ERROR");
    }
}
