package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A folder on a server whose line is cut at a moment of the test's choice. */
class SftpFaultsIT extends SftpBehindALine {
    private void cutWhileItWrites() {
        server.listen(new SftpEventListener() {
            @Override
            public void writing(
                    ServerSession session,
                    String handle,
                    FileHandle file,
                    long offset,
                    byte[] data,
                    int at,
                    int length) {
                if (offset > BODY.length / 2) {
                    assertThat(server.backups().resolve("a/part")).doesNotExist();
                    blink(session);
                }
            }
        });
    }

    @Test
    void aPutThatIsCutIsMadeAnew() {
        cutWhileItWrites();

        storage.put("a/part", BODY, true);

        assertThat(blinks).hasValue(0);
        assertThat(storage.get("a/part")).isEqualTo(BODY);
        assertThat(storage.list("")).containsExactly(new StoredObject("a/part", BODY.length));
    }

    @Test
    void ofAPutThatFailsNothingIsThereUnderItsName() throws IOException {
        cutWhileItWrites();
        blinks.set(2);

        StorageContractTest.assertReason(
                Reason.StorageUnreachable,
                "storage at 127.0.0.1:" + line.port() + " cannot be reached",
                () -> storage.put("a/part", BODY, true));

        assertThat(blinks).hasValue(0);
        assertThat(storage.list("")).isEmpty();
        assertThat(server.backups().resolve("a")).doesNotExist();
    }

    @Test
    void aGetThatIsCutIsMadeAnew() {
        server.listen(new SftpEventListener() {
            @Override
            public void reading(
                    ServerSession session,
                    String handle,
                    FileHandle file,
                    long offset,
                    byte[] data,
                    int at,
                    int length) {
                if (offset > BODY.length / 2) {
                    blink(session);
                }
            }
        });

        storage.put("a/part", BODY, true);

        assertThat(storage.get("a/part", BODY.length)).isEqualTo(BODY);
        assertThat(blinks).hasValue(0);
    }

    /** The server does not answer, and nobody waits for it. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStopIsNoFaultOfTheStorage() {
        Thread user = Thread.currentThread();
        CountDownLatch told = new CountDownLatch(1);
        server.listen(new SftpEventListener() {
            @Override
            public void reading(
                    ServerSession session, String handle, FileHandle file, long offset, byte[] data, int at, int length)
                    throws IOException {
                user.interrupt();
                await(told);
            }

            @Override
            public void writing(
                    ServerSession session, String handle, FileHandle file, long offset, byte[] data, int at, int length)
                    throws IOException {
                if (offset > 0) {
                    user.interrupt();
                    await(told);
                }
            }
        });
        storage.put("a/part", new byte[1], true);

        try {
            requireStopTold(() -> storage.get("a/part"));
            requireStopTold(() -> storage.put("a/large", BODY, true));
        } finally {
            told.countDown();
        }
    }

    private static void requireStopTold(ThrowingCallable request) {
        StorageContractTest.assertReason(Reason.RunCancelled, "the run was told to stop", request);
        // Clears it, too, for the next request.
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** The answer to the put gets lost; then the object that is in the way is the put's own. */
    @Test
    void aPutThatMeetsItsOwnObjectHasSucceeded() throws IOException {
        server.listen(new SftpEventListener() {
            @Override
            public void linked(ServerSession session, Path object, Path draft, boolean symbolic, Throwable thrown) {
                blink(session);
            }
        });

        storage.put("claim", new byte[] {1}, true);

        assertThat(blinks).hasValue(0);
        assertThat(storage.list("")).containsExactly(new StoredObject("claim", 1));
        try (Stream<Path> drafts = Files.list(server.backups().resolve(".tmp"))) {
            assertThat(drafts).isEmpty();
        }
    }

    @Test
    void aPutThatMeetsAnotherObjectWasRefusedEvenWithTheSameBytes() {
        server.listen(new SftpEventListener() {
            @Override
            public void linking(ServerSession session, Path object, Path draft, boolean symbolic) throws IOException {
                if (blinks.get() > 0) {
                    Files.write(server.backups().resolve("claim"), new byte[] {1});
                    blink(session);
                }
            }
        });

        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> storage.put("claim", new byte[] {1}, true));
        assertThat(blinks).hasValue(0);
    }

    @Test
    void keptConnectionsThatBrokeAreReplacedForEveryVerb() {
        storage.put("a", new byte[] {1}, true);
        line.cut();
        line.mend();
        assertThat(storage.get("a")).containsExactly(1);
        line.cut();
        line.mend();
        assertThat(storage.size("a")).isEqualTo(1);
        line.cut();
        line.mend();
        assertThat(storage.list("")).hasSize(1);
        line.cut();
        line.mend();
        storage.delete(List.of("a"));
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void attemptsAreBounded() {
        line.cut();

        StorageContractTest.assertReason(Reason.StorageUnreachable, "cannot be reached", () -> storage.get("a"));
        assertThat(line.refused()).isEqualTo(2);
    }
}
