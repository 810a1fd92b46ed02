package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class KubeEventsTest {
    private static final ResourceKey ABOUT = new ResourceKey("PerconaServerMySQLBackup", "ns", "monday");

    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-25T12:00:00.5Z"));
    private final InstantSource clock = now::get;

    private static Note note(boolean warning, String reason, String message) {
        return new Note(ABOUT, "uid-1", warning, reason, message);
    }

    private List<Event> stored() {
        return SERVER.client.v1().events().inNamespace("ns").list().getItems();
    }

    @Test
    void anEventSaysWhatHappenedToWhom() {
        new KubeEvents(SERVER.client, clock).append(note(true, "ClusterNotReady", "cluster is not ready"));

        Event event = stored().getFirst();
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("PerconaServerMySQLBackup");
        assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("ps.percona.com/v1");
        assertThat(event.getInvolvedObject().getName()).isEqualTo("monday");
        assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-1");
        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getReason()).isEqualTo("ClusterNotReady");
        assertThat(event.getMessage()).isEqualTo("cluster is not ready");
        assertThat(event.getLastTimestamp()).isEqualTo("2026-11-25T12:00:00Z");
    }

    @Test
    void theLogSaysItOnceToo() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(KubeEvents.class);
        logger.addAppender(log);
        KubeEvents events = new KubeEvents(SERVER.client, clock);

        events.append(note(true, "ClusterNotReady", "cluster is not ready"));
        events.append(note(true, "ClusterNotReady", "cluster is not ready"));
        logger.detachAppender(log);

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .isEqualTo("PerconaServerMySQLBackup ns/monday ClusterNotReady: cluster is not ready");
        });
    }

    @Test
    void whatTheLastOneSaidIsNotSaidAgain() {
        KubeEvents events = new KubeEvents(SERVER.client, clock);

        events.append(note(false, "Running", "one"));
        events.append(note(false, "Running", "one"));

        assertThat(stored()).singleElement().satisfies(event -> assertThat(event.getCount())
                .isEqualTo(1));
    }

    @Test
    void whatWasSaidBeforeIsCounted() {
        new KubeEvents(SERVER.client, clock).append(note(false, "Running", "one"));
        now.set(Instant.parse("2026-11-25T13:00:00Z"));

        KubeEvents afterARestart = new KubeEvents(SERVER.client, clock);
        afterARestart.append(note(false, "Running", "one"));
        afterARestart.append(note(true, "Trouble", "two"));
        afterARestart.append(note(false, "Running", "one"));

        assertThat(stored()).hasSize(2);
        Event running = stored().stream()
                .filter(event -> event.getReason().equals("Running"))
                .findFirst()
                .orElseThrow();
        assertThat(running.getCount()).isEqualTo(3);
        assertThat(running.getFirstTimestamp()).isEqualTo("2026-11-25T12:00:00Z");
        assertThat(running.getLastTimestamp()).isEqualTo("2026-11-25T13:00:00Z");
    }

    @Test
    void aMessageIsNoLongerThanTheServerTakes() {
        new KubeEvents(SERVER.client, clock).append(note(false, "Long", "x".repeat(5000)));

        assertThat(stored().getFirst().getMessage()).hasSize(1024);
    }

    @Test
    void anEventThatCannotBeWrittenStopsNothing() {
        ApiServer gone = new ApiServer();
        try (KubernetesClient impatient = gone.impatientClient()) {
            KubeEvents events = new KubeEvents(impatient, clock);
            gone.close();

            events.append(note(false, "Running", "one"));
        }
    }
}
