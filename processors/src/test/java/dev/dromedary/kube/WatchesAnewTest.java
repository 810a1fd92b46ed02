package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Watches of some namespaces only, and those that begin or tell anew. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WatchesAnewTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private Watches watches;
    private WakeUps wakeUps;

    @BeforeEach
    void resources() {
        wakeUps = new WakeUps(SERVER);
        watches = new Watches(SERVER.client, List.of(), Duration.ZERO);
    }

    @AfterEach
    void close() {
        watches.close();
    }

    @Test
    void onlyTheNamespacesThatAreNamedAreWatched() throws Exception {
        try (Watches some = new Watches(SERVER.client, List.of("ns", "fence"), Duration.ZERO)) {
            some.subscribe(wakeUps.queue);
            some.start();

            assertThat(wakeUps.untilTheFence()).containsExactly("c", "new", "restoring");
            assertThat(some.backups().list(null)).hasSize(3);
        }
    }

    /** As after a long cut: what happened meanwhile is found by listing anew. */
    @Test
    void aWatchWhoseVersionIsForgottenBeginsAnew() throws Exception {
        SERVER.forgetTheirVersion(2);
        wakeUps.start(watches);
        while (SERVER.lists() < 3 || !watches.blind().isEmpty()) {
            Thread.onSpinWait();
        }

        SERVER.backup("other", "later", BackupState.NEW);

        Set<String> woken = new TreeSet<>();
        while (!woken.contains("later")) {
            woken.add(wakeUps.next());
        }
    }

    @Test
    void everythingIsToldAgainOnceInAWhile() throws Exception {
        try (Watches restless = new Watches(SERVER.client, List.of("ns"), Duration.ofSeconds(1))) {
            restless.subscribe(wakeUps.queue);
            restless.start();
            Set<String> woken = new TreeSet<>();
            int times = 0;
            while (times < 2) {
                String next = wakeUps.next();
                woken.add(next);
                times += next.equals("new") ? 1 : 0;
            }

            assertThat(woken).isSubsetOf("c", "new", "restoring");
        }
    }
}
