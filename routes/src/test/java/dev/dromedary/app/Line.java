package dev.dromedary.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a server that can be cut: connections break, and nobody gets through until it is mended. */
final class Line implements AutoCloseable {
    private final InetSocketAddress server;
    private final ServerSocket near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean cut;

    Line(InetSocketAddress server) throws IOException {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return near.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(Line::hangUp);
    }

    void mend() {
        cut = false;
    }

    /** How many have tried in vain. */
    int refused() {
        return refused.get();
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                connect(near.accept());
            } catch (IOException e) {
                // Closed, or the server is away: who called hears it.
            }
        }
    }

    private void connect(Socket caller) throws IOException {
        if (cut) {
            refused.incrementAndGet();
            hangUp(caller);
            return;
        }
        Socket far = new Socket(server.getAddress(), server.getPort());
        open.add(caller);
        open.add(far);
        Thread.ofVirtual().start(() -> carry(caller, far));
        Thread.ofVirtual().start(() -> carry(far, caller));
    }

    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Cut.
        } finally {
            hangUp(from);
            hangUp(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is down.
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        cut();
    }
}
