package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.Test;

/** What is asked of an SFTP server, and how often at once; and of one that cannot do it, or does not end. */
class SftpServersIT extends SftpBehindALine {
    @Test
    void aServerThatStopsInTheMiddleIsGivenUp() {
        var released = new CountDownLatch(1);
        server.listen(new SftpEventListener() {
            @Override
            public void writing(
                    ServerSession session, String handle, FileHandle file, long offset, byte[] data, int at, int length)
                    throws IOException {
                try {
                    if (offset > 0 && !released.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                        throw new IOException("nobody gave up");
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        storage = open(Map.of("requestTimeout", "1500", "attempts", "1"));

        // Larger than what fits into the buffers on the way.
        StorageContractTest.assertReason(
                Reason.StorageUnreachable,
                "no answer within 1500 ms",
                () -> storage.put("a", new byte[16 << 20], true));
        released.countDown();
    }

    /** What a server that cannot link is asked instead. */
    @Test
    void withoutLinksOneOfManyWritersWinsToo() throws Exception {
        server.extensions("posix-rename@openssh.com=1");
        int writers = 16;
        var start = new CyclicBarrier(writers);
        try (var pool = Executors.newFixedThreadPool(writers)) {
            List<Callable<Boolean>> tasks = IntStream.range(0, writers)
                    .mapToObj(i -> (Callable<Boolean>) () -> {
                        start.await();
                        try {
                            storage.put("race", new byte[] {42}, true);
                            return true;
                        } catch (AlreadyExistsException e) {
                            return false;
                        }
                    })
                    .toList();
            int won = 0;
            for (Future<Boolean> result : pool.invokeAll(tasks)) {
                won += result.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(storage.get("race")).containsExactly(42);
    }

    @Test
    void aServerThatCannotReplaceIsRefused() {
        server.extensions("fsync@openssh.com=1");

        StorageContractTest.assertReason(
                Reason.StorageInvalid, "cannot replace a file in one step", () -> storage.put("a", new byte[1], false));
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void connectionsAreKeptAndBoundedAndClosed() throws Exception {
        storage = open(Map.of("connections", "3"));
        var threeAtOnce = new CyclicBarrier(3);
        server.listen(new SftpEventListener() {
            @Override
            public void linking(ServerSession session, Path object, Path draft, boolean symbolic) throws IOException {
                try {
                    threeAtOnce.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        });
        try (var pool = Executors.newFixedThreadPool(9)) {
            List<Callable<Object>> puts = IntStream.range(0, 9)
                    .mapToObj(i -> Executors.callable(() -> storage.put("part." + i, BODY, true)))
                    .toList();
            for (Future<Object> put : pool.invokeAll(puts)) {
                put.get();
            }
        }

        assertThat(storage.list("")).hasSize(9);
        assertThat(server.ssh().getActiveSessions()).hasSize(3);
        routes.storages().close("faulty");
        Await.until(
                "all connections are closed",
                () -> server.ssh().getActiveSessions().isEmpty());
    }

    /** Neither may take for granted that the other has made the folder for drafts. */
    @Test
    void theFirstTwoPutsMayComeAtOnce() throws Exception {
        var both = new CyclicBarrier(2);
        server.listen(new SftpEventListener() {
            @Override
            public void creating(ServerSession session, Path path, Map<String, ?> attributes) throws IOException {
                try {
                    if (path.endsWith(".tmp")) {
                        both.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
                    }
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        });
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Callable<Object>> puts = IntStream.range(0, 2)
                    .mapToObj(i -> Executors.callable(() -> storage.put("part." + i, BODY, true)))
                    .toList();
            for (Future<Object> put : pool.invokeAll(puts)) {
                put.get();
            }
        }

        assertThat(storage.list("")).hasSize(2);
    }
}
