package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every client makes of a server that fails on cue. A subclass knows what such a server says. */
abstract class FaultsContract extends LineFaultsContract {
    /** Longer than the first pause of any client's own. */
    static final Duration WISH = Duration.ofSeconds(2);

    /** The server's own words for a code. */
    abstract CuedServer.Answer error(int status);

    /** Refuses a put because of what is there. */
    abstract CuedServer.Answer exists();

    /** Answers whose object it is: of the last put, or of somebody else. */
    abstract CuedServer.Answer owner(boolean lastPut);

    /** Keeps the mark of a put. */
    abstract void take(HttpExchange exchange, byte[] body);

    private CuedServer.Answer takeAndHangUp() {
        return exchange -> take(exchange, server.lastBody());
    }

    @Test
    void aPutThatMeetsItsOwnObjectHasSucceeded() {
        server.will(takeAndHangUp()).will(exists()).will(owner(true));

        assertThatCode(() -> storage.put("claim", new byte[] {1}, true)).doesNotThrowAnyException();
        assertThat(server.left()).isZero();
    }

    @Test
    void aPutThatMeetsAnotherObjectWasRefusedEvenWithTheSameBytes() {
        server.will(takeAndHangUp()).will(exists()).will(owner(false));

        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> storage.put("claim", new byte[] {1}, true));
        assertThat(server.left()).isZero();
    }

    @Test
    void aBodyThatBreaksOffIsFetchedAgain() {
        willGive(CuedServer.cut("0123456789"));
        willGive(exchange -> {
            byte[] rest = rest(exchange);
            exchange.sendResponseHeaders(rest.length == 10 ? 200 : 206, rest.length);
            exchange.getResponseBody().write(rest);
        });

        assertThat(storage.get("part")).asString(StandardCharsets.UTF_8).isEqualTo("0123456789");
    }

    private static byte[] rest(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("x-ms-range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
        if (range != null) {
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-9/10");
        }
        return "0123456789".substring(from).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() {
        server.will(exchange -> {
                    exchange.getResponseHeaders().add("Retry-After", Long.toString(WISH.toSeconds()));
                    error(503).to(exchange);
                })
                .will(error(429))
                .will(stored());

        assertThatCode(() -> storage.put("part", new byte[] {1}, true)).doesNotThrowAnyException();
        assertThat(requests()).isEqualTo(3);
        assertThat(server.pauseAfter(before)).isGreaterThanOrEqualTo(WISH);
    }

    /** The client pauses for a while before it would ask again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 20})
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStopBetweenTwoAttemptsIsNoFaultOfTheStorage(int length) {
        Thread reader = Thread.currentThread();
        server.will(exchange -> {
            error(503).to(exchange);
            exchange.close();
            reader.interrupt();
        });

        StorageContractTest.assertReason(
                Reason.RunCancelled, "the run was told to stop", () -> storage.put("part", new byte[length], true));
        // Clears it, too, for the thread's next test.
        assertThat(Thread.interrupted()).isTrue();
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void retriesAreBounded() {
        for (int i = 0; i < 10; i++) {
            server.will(error(503));
        }

        StorageContractTest.assertReason(
                Reason.StorageUnreachable, "failed for", () -> storage.put("part", new byte[1], true));
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void aRefusalIsNotRepeated() {
        server.will(error(403)).will(error(403));

        StorageContractTest.assertReason(Reason.StorageDenied, "is denied", () -> storage.size("part"));
        StorageContractTest.assertReason(
                Reason.StorageDenied, "is denied", () -> storage.put("part", new byte[1], true));
        assertThat(requests()).isEqualTo(2);
    }
}
