package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies on an SFTP server that takes the first parts of a backup, and no more after that. */
class CopyDiesIT {
    private KillPlace place;
    private SftpServer sftp;
    private volatile boolean dead = true;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        place.place().product().set("dromedary.storage.attempts", "2");
        sftp = new SftpServer(folder.resolve("sftp"));
        sftp.listen(new SftpEventListener() {
            @Override
            public void linking(ServerSession session, Path object, Path draft, boolean symbolic) throws IOException {
                if (dead && object.getFileName().toString().endsWith("05")) {
                    throw new IOException("it died");
                }
            }
        });
        place.place()
                .resources()
                .secret(
                        "login",
                        Map.of(
                                "username",
                                SftpServer.USER,
                                "password",
                                SftpServer.PASSWORD,
                                "knownHosts",
                                sftp.knownHosts(sftp.port())));
    }

    @AfterEach
    void stop() throws Exception {
        sftp.close();
        place.close();
    }

    /** Takes a full backup. */
    private void take(int required, int exit) throws Exception {
        place.place().resources().cluster(place.place().server(), null, """
                file:
                  type: file
                  options: {directory: %s}
                  copies: [vault]
                  copiesRequired: %d
                vault:
                  type: sftp
                  options: {host: 127.0.0.1, port: "%d", directory: /backups}
                  credentialsSecret: login
                """.formatted(
                        place.place().storage(), required, sftp.port()));
        place.place().resources().full("full");
        once(exit);
    }

    private void once(int exit) throws Exception {
        Product.Outcome outcome = place.place().product().once();
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
    }

    private Told told() throws IOException {
        return Told.ofBackup(place.place().resources(), "full");
    }

    @Test
    void theBackupGoesOnWithoutItAndItIsCompletedWhenItLivesAgain() throws Exception {
        take(0, 0);

        told().requireSuccess();
        assertThat(told().condition("Copied").getStatus()).isEqualTo("False");
        assertThat(CopiesPlace.objects(sftp.backups()).keySet())
                .as("no copy, but the beginning of one")
                .anyMatch(key -> key.endsWith("/part.00000000000000000000"))
                .noneMatch(key -> key.endsWith(".manifest.json"));

        dead = false;
        once(0);

        assertThat(told().condition("Copied").getStatus()).isEqualTo("True");
        Map<String, byte[]> own = CopiesPlace.objects(place.place().storage());
        Map<String, byte[]> copied = CopiesPlace.objects(sftp.backups());
        assertThat(copied.keySet()).isEqualTo(own.keySet());
        own.forEach((key, bytes) -> assertThat(copied.get(key)).as(key).isEqualTo(bytes));

        List<String> before = place.place().server().checksums();
        place.place().server().sql("DROP DATABASE shop");
        place.place().resources().restore("restore", "full");
        Files.delete(place.place()
                .storage()
                .resolve(own.keySet().stream()
                        .filter(key -> key.endsWith("/part.00000000000000000001"))
                        .findFirst()
                        .orElseThrow()));
        once(0);
        assertThat(place.place().server().checksums()).isEqualTo(before);
        assertThat(place.place().resources().warnings("restore"))
                .anySatisfy(line -> assertThat(line).contains("CopyUsed", "taken from sftp://127.0.0.1/backups/shop-"));
    }

    @Test
    void aBackupThatCannotDoWithoutItFailsAndNothingIsLeft() throws Exception {
        take(1, 1);

        told().requireFailure("Failed", Reason.StorageUnreachable, told -> assertThat(told)
                .startsWith("the copy in storage vault is required (1 of 1 are): "));
        assertThat(CopiesPlace.objects(place.place().storage())).isEmpty();
        assertThat(CopiesPlace.objects(sftp.backups())).isEmpty();
        place.requireClean();
    }
}
