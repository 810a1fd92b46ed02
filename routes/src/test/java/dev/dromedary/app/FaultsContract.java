package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.StorageDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every client makes of a server that fails on cue. A subclass knows what such a server says. */
abstract class FaultsContract {
    /** Longer than the first pause of any client's own. */
    static final Duration WISH = Duration.ofSeconds(2);

    /** More than the buffers between a client and a server hold. */
    private static final byte[] LARGE = new byte[16 << 20];

    final StorageRoutes routes = new StorageRoutes();
    CuedServer server;
    RoutedStorage storage;
    private int before;

    /** A storage at this address which tries three times. */
    abstract StorageDescription at(String endpoint);

    /** The server's own words for a code, and for an object that has been stored. */
    abstract CuedServer.Answer error(int status);

    abstract CuedServer.Answer stored();

    /** Refuses a put because of what is there. */
    abstract CuedServer.Answer exists();

    /** Answers whose object it is: of the last put, or of somebody else. */
    abstract CuedServer.Answer owner(boolean lastPut);

    /** The answers to one get. */
    abstract void willGive(CuedServer.Answer body);

    /** Keeps the mark of a put. */
    abstract void take(HttpExchange exchange, byte[] body);

    /** What a storage of the type asks before its first put. */
    void begin() {}

    @BeforeEach
    void start() throws IOException {
        server = new CuedServer();
        storage = routes.open("faulty", at(server.endpoint()));
        begin();
        before = server.requests();
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    private int requests() {
        return server.requests() - before;
    }

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

    @Test
    void aPutThatIsCutInItsMiddleIsMadeAnew() {
        server.willAtOnce(CuedServer.cutAfter(LARGE.length / 2)).will(stored());

        assertThatCode(() -> storage.put("part", LARGE, true)).doesNotThrowAnyException();
        assertThat(requests()).isEqualTo(2);
        assertThat(server.lastBody()).hasSizeGreaterThanOrEqualTo(LARGE.length);
    }

    @Test
    void aPutThatIsAlwaysCutIsGivenUp() {
        for (int i = 0; i < 10; i++) {
            server.willAtOnce(CuedServer.cutAfter(LARGE.length / 2));
        }

        StorageContractTest.assertReason(
                Reason.StorageUnreachable, server.endpoint(), () -> storage.put("part", LARGE, true));
        assertThat(requests()).isEqualTo(3);
    }

    /** Each byte comes before any client thinks that none will. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatGivesByDripsIsGivenUp() throws Exception {
        RoutedStorage impatient = impatient();
        willGive(server.givingByDrips());
        willGive(server.givingByDrips());

        StorageContractTest.assertReason(Reason.StorageUnreachable, server.endpoint(), () -> impatient.get("part"));
        assertThat(server.left()).isZero();
        assertThat(server.hasHungUp(2)).isTrue();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatListsByDripsIsGivenUp() throws Exception {
        RoutedStorage impatient = impatient();
        server.will(server.givingByDrips()).will(server.givingByDrips());

        StorageContractTest.assertReason(Reason.StorageUnreachable, server.endpoint(), () -> impatient.list("part"));
        assertThat(server.left()).isZero();
        assertThat(server.hasHungUp(2)).isTrue();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatTakesByDripsIsGivenUp() {
        RoutedStorage impatient = impatient();
        server.willAtOnce(server.takingByDrips()).willAtOnce(server.takingByDrips());

        StorageContractTest.assertReason(
                Reason.StorageUnreachable, server.endpoint(), () -> impatient.put("part", LARGE, false));
        assertThat(server.left()).isZero();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatTakesAllAndSaysNothingIsGivenUp() {
        RoutedStorage impatient = impatient();
        server.will(server.takingByDrips()).will(server.takingByDrips());

        StorageContractTest.assertReason(
                Reason.StorageUnreachable, server.endpoint(), () -> impatient.put("part", new byte[1], false));
        assertThat(server.left()).isZero();
    }

    /** The same storage, with little time for a request. */
    private RoutedStorage impatient() {
        StorageDescription patient = at(server.endpoint());
        var options = new HashMap<>(patient.options());
        options.putAll(Map.of("requestTimeout", "500", "attempts", "2"));
        return routes.open(
                "impatient",
                new StorageDescription(patient.type(), options, patient.credentialsSecret(), patient.verifyTls()));
    }
}
