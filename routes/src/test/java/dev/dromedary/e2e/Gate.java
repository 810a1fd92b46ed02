package dev.dromedary.e2e;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A way to MinIO that leads through this process, for one test alone: it can be narrow, be held, and be cut. Toxiproxy, which
 * all tests share, was seen to fall over when what it does to a connection is changed while its client is killed.
 */
final class Gate implements AutoCloseable {
    /** A second, by each connection and in each direction; a run has three or four connections. */
    private static final int NARROW = 2_000_000;

    private static final int CHUNK = 16_384;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 30_000;
    private static final int ATTEMPTS = 20;

    private enum State {
        OPEN,
        NARROW,
        HELD
    }

    private final URI minio = URI.create(System.getenv("TESTBED_S3_ENDPOINT"));
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final String node;
    private final int port;
    private State state = State.OPEN;
    private ServerSocket entry;
    private Thread porter;

    /** @param client for asking where pods find the machine that is their node */
    Gate(KubernetesClient client) {
        node = client.nodes().list().getItems().stream()
                .flatMap(any -> any.getStatus().getAddresses().stream())
                .filter(each -> each.getType().equals("InternalIP"))
                .map(NodeAddress::getAddress)
                .findFirst()
                .orElseThrow();
        entry = listenAnywhere();
        port = entry.getLocalPort();
    }

    /** As pods see it. */
    String endpoint() {
        return "http://" + node + ":" + port;
    }

    /** Below the ports that the system gives to connections: one of those would be gone while the way is cut. */
    private ServerSocket listenAnywhere() {
        for (int attempt = 0; ; attempt++) {
            try {
                return listen(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT));
            } catch (UncheckedIOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private ServerSocket listen(int wanted) {
        try {
            ServerSocket opened = new ServerSocket();
            opened.bind(new InetSocketAddress(wanted));
            porter = Thread.ofVirtual().start(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        try (opened) {
            while (true) {
                Socket near = opened.accept();
                Socket far = new Socket(minio.getHost(), minio.getPort());
                ends.add(near);
                ends.add(far);
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
                if (opened.isClosed()) {
                    hangUp();
                }
            }
        } catch (IOException e) {
            // It was cut.
            return;
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            for (int length; (length = in.read(chunk)) >= 0; ) {
                pass(length);
                to.getOutputStream().write(chunk, 0, length);
            }
        } catch (IOException e) {
            // One of the two hung up.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ends.remove(from);
        }
    }

    private void pass(int bytes) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(bytes) / NARROW;
            while (state == State.HELD || (state == State.NARROW && left > 0)) {
                if (state == State.HELD) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A run takes some ten seconds then instead of one. */
    void narrow() {
        become(State.NARROW);
    }

    /** What is sent, either way, is kept until the gate is another; it is all there then. */
    void hold() {
        become(State.HELD);
    }

    void open() {
        become(State.OPEN);
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Each connection breaks off, and none is taken until it is mended. */
    void cut() {
        try {
            entry.close();
            // The port is free when nobody waits at it any more.
            porter.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        hangUp();
        open();
    }

    void mend() {
        entry = listen(port);
    }

    private void hangUp() {
        for (Socket end : ends) {
            try {
                end.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        cut();
    }
}
