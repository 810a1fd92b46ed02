package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.StorageDescription;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every client makes of a line that is cut, and of a server that gives, takes or answers too slowly. */
abstract class LineFaultsContract {
    /** More than the buffers between a client and a server hold. */
    private static final byte[] LARGE = new byte[16 << 20];

    final StorageRoutes routes = new StorageRoutes();
    CuedServer server;
    RoutedStorage storage;
    int before;

    /** A storage at this address which tries three times. */
    abstract StorageDescription at(String endpoint);

    /** What the server says of an object that has been stored. */
    abstract CuedServer.Answer stored();

    /** The answers to one get. */
    abstract void willGive(CuedServer.Answer body);

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

    int requests() {
        return server.requests() - before;
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

    /** A run is told to stop while it waits for an answer: nothing is wrong with the storage, and nothing is asked again. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStopIsNoFaultOfTheStorage() {
        Thread reader = Thread.currentThread();
        server.will(exchange -> {
            reader.interrupt();
            server.givingByDrips().to(exchange);
        });

        StorageContractTest.assertReason(Reason.RunCancelled, "the run was told to stop", () -> storage.list("part"));
        // Clears it, too, for the thread's next test.
        assertThat(Thread.interrupted()).isTrue();
        assertThat(requests()).isEqualTo(1);
    }

    /** The same storage, with little time for a request. */
    private RoutedStorage impatient() {
        StorageDescription patient = at(server.endpoint());
        var options = new HashMap<>(patient.options());
        options.putAll(Map.of("requestTimeout", "2000", "attempts", "2"));
        return routes.open(
                "impatient",
                new StorageDescription(patient.type(), options, patient.credentialsSecret(), patient.verifyTls()));
    }
}
