package dev.dromedary.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server of this host, under a port of its own; it can be cut, in the middle of a byte, and mended. */
final class Wire implements AutoCloseable {
    private final int server;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private ServerSocket plug;

    /** @param server the port of the server */
    Wire(int server) throws IOException {
        this.server = server;
        plug(0);
    }

    int port() {
        return plug.getLocalPort();
    }

    private void plug(int port) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        plug = opened;
        Thread.ofVirtual().start(() -> accept(opened));
    }

    private void accept(ServerSocket opened) {
        try (opened) {
            while (true) {
                Socket near = opened.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
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

    private static void carry(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two hung up.
            return;
        }
    }

    /** Nothing goes through, and nobody answers, until it is mended. */
    void cut() throws IOException {
        plug.close();
        hangUp();
    }

    void mend() throws IOException {
        plug(port());
    }

    private void hangUp() throws IOException {
        for (Socket end : ends) {
            end.close();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
