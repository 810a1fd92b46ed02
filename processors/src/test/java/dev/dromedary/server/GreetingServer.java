package dev.dromedary.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Greets as MySQL does and gives everybody the same answer; whoever asks for TLS is left standing. */
final class GreetingServer implements AutoCloseable {
    private static final int TLS = 0x800;
    // Protocol of 4.1, TLS, 20 bytes of salt, named plugins.
    private static final int CAPABILITIES = 0x200 | TLS | 0x8000 | 0x80000;
    private static final String SALT = "12345678";

    /** Access denied for user. */
    static final String DENIAL = "\u00ff\u0015\u0004#28000Access denied for user";
    /** Says that the account has another plugin than the one that was greeted with. */
    static final String OTHER_PLUGIN = "\u00fesha256_password\0" + SALT + "901234567890\0";

    private final ServerSocketChannel channel;
    private final String answer;
    private final List<Boolean> callers = new CopyOnWriteArrayList<>();

    GreetingServer(ServerSocketChannel open, SocketAddress address, String answer) throws IOException {
        this.channel = open.bind(address);
        this.answer = answer;
        Thread.ofPlatform().daemon().name("greeting-server").start(this::serve);
    }

    SocketAddress address() throws IOException {
        return channel.getLocalAddress();
    }

    /** Whether each caller asked for TLS. */
    List<Boolean> callers() {
        return callers;
    }

    private void serve() {
        while (channel.isOpen()) {
            try (SocketChannel caller = channel.accept()) {
                greet(caller);
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void greet(SocketChannel caller) throws IOException {
        send(caller, 0, greeting());
        byte[] head = Channels.newInputStream(caller).readNBytes(8);
        boolean tls = (ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & TLS) != 0;
        callers.add(tls);
        if (!tls) {
            send(caller, 2, answer);
        }
    }

    private static String greeting() {
        return "\n9.7.0\0" + "\1\0\0\0" + SALT + "\0" + two(CAPABILITIES) + "-" + "\2\0" + two(CAPABILITIES >> 16)
                + "\25" + "\0".repeat(10) + "901234567890\0" + "caching_sha2_password\0";
    }

    private static String two(int value) {
        return "" + (char) (value & 0xff) + (char) (value >> 8 & 0xff);
    }

    private static void send(SocketChannel caller, int number, String payload) throws IOException {
        String head = two(payload.length()) + "\0" + (char) number;
        caller.write(ByteBuffer.wrap((head + payload).getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
