package dev.dromedary.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events, one JSON object a line. They are for people: one that cannot be written is logged, and stops nothing. */
public final class FolderEvents {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);
    private static final long LONGEST = 10L << 20;

    private final Path file;
    private final InstantSource clock;
    private final Map<ResourceKey, Note> last = new HashMap<>();

    FolderEvents(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    static FolderEvents open(Path file, InstantSource clock) throws IOException {
        FolderEvents events = new FolderEvents(file, clock);
        if (Files.exists(file)) {
            if (Files.size(file) > LONGEST) {
                Files.move(file, file.resolveSibling("events.old.jsonl"), StandardCopyOption.REPLACE_EXISTING);
            } else {
                events.readBack();
            }
        }
        return events;
    }

    /** Logs and appends the Event, unless it says what the last one about the resource said. */
    public synchronized void append(Note note) {
        if (note.equals(last.put(note.about(), note))) {
            return;
        }
        note.log(LOG);
        ObjectNode line = Kinds.MAPPER
                .createObjectNode()
                .put("time", clock.instant().toString())
                .put("type", note.warning() ? "Warning" : "Normal")
                .put("kind", note.about().kind())
                .put("namespace", note.about().namespace())
                .put("name", note.about().name())
                .put("uid", note.uid())
                .put("reason", note.reason())
                .put("message", note.message());
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("the Event '{}: {}' cannot be written: {}", note.reason(), note.message(), e.toString());
        }
    }

    /** A kill may have left the last line without its end; the next one must not be glued to it. */
    private void readBack() throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> remember(line.getBytes(StandardCharsets.ISO_8859_1)));
        }
        byte[] all = Files.readAllBytes(file);
        if (all.length > 0 && all[all.length - 1] != '\n') {
            Files.writeString(file, "\n", StandardOpenOption.APPEND);
        }
    }

    private void remember(byte[] line) {
        try {
            JsonNode event = Kinds.MAPPER.readTree(line);
            ResourceKey about = new ResourceKey(
                    event.path("kind").asText(),
                    event.path("namespace").asText(),
                    event.path("name").asText());
            last.put(
                    about,
                    new Note(
                            about,
                            event.path("uid").asText(null),
                            event.path("type").asText().equals("Warning"),
                            event.path("reason").asText(),
                            event.path("message").asText()));
        } catch (JacksonException e) {
            LOG.debug("a line of {} is no Event", file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
