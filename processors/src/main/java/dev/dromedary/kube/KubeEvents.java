package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.part.Hash;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of the API server. They are for people: one that cannot be written is logged, and stops nothing. */
public final class KubeEvents {
    private static final Logger LOG = LoggerFactory.getLogger(KubeEvents.class);
    private static final String COMPONENT = "dromedary";
    /** What the API server takes. */
    private static final int LONGEST_MESSAGE = 1024;

    private static final int LONGEST_NAME = 253;
    private static final int HASH = 16;
    private static final int REMEMBERED = 1000;

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Map<ResourceKey, Note> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourceKey, Note> eldest) {
            return size() > REMEMBERED;
        }
    };

    public KubeEvents(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Logs and appends the Event, unless it says what the last one about the resource said. */
    public void append(Note note) {
        synchronized (last) {
            if (note.equals(last.put(note.about(), note))) {
                return;
            }
        }
        note.log(LOG);
        try {
            write(event(note));
        } catch (KubernetesClientException e) {
            LOG.warn("the Event '{}: {}' cannot be written: {}", note.reason(), note.message(), e.toString());
        }
    }

    private void write(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // Said before: by this process some Events ago, or by the one before it.
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .withName(event.getMetadata().getName())
                    .edit(stored -> new EventBuilder(stored)
                            .withCount(stored.getCount() == null ? 2 : stored.getCount() + 1)
                            .withLastTimestamp(event.getLastTimestamp())
                            .build());
        }
    }

    private Event event(Note note) {
        ResourceKey about = note.about();
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.namespace())
                .withName(name(note))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(Names.GROUP + "/" + Names.VERSION)
                .withKind(about.kind())
                .withNamespace(about.namespace())
                .withName(about.name())
                .withUid(note.uid())
                .endInvolvedObject()
                .withType(note.warning() ? "Warning" : "Normal")
                .withReason(note.reason())
                .withMessage(cut(note.message(), LONGEST_MESSAGE))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .withReportingInstance(COMPONENT)
                .build();
    }

    /** The same words about the same resource are the same Event. */
    private static String name(Note note) {
        String words = String.join("\n", note.uid(), note.reason(), note.message());
        String hash = Hash.sha256(words.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
        return cut(note.about().name(), LONGEST_NAME - HASH - 1) + "." + hash;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
