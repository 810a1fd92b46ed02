package dev.dromedary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the API server has written down of every request: who, what, and how it ended. */
final class AuditLog {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** {@code ResponseStarted} is of those whose answer lasts: they are there twice once they have ended. */
    private static final Set<String> STAGES = Set.of("ResponseStarted", "ResponseComplete");

    private final Path file = Path.of(System.getenv("TESTBED_AUDIT_LOG"));
    private final String where;
    private final String value;

    private AuditLog(String where, String value) {
        this.where = where;
        this.value = value;
    }

    /** The requests of an operator. */
    static AuditLog of(Installation installation) {
        return by(installation.namespace, "dromedary");
    }

    /** The requests of a service account. */
    static AuditLog by(String namespace, String account) {
        return new AuditLog("/user/username", "system:serviceaccount:" + namespace + ":" + account);
    }

    /** The requests about what is in a namespace. */
    static AuditLog in(String namespace) {
        return new AuditLog("/objectRef/namespace", namespace);
    }

    /**
     * One request.
     *
     * @param resource with its subresource, as a role names it: {@code pods/log}
     * @param message of an answer that is an error
     * @param annotations what authorization and admission have noted
     */
    record Request(
            Instant when,
            String user,
            String verb,
            String group,
            String resource,
            String namespace,
            String name,
            int code,
            String message,
            Map<String, String> annotations) {}

    /** Those that were answered, in the order of that. */
    Stream<Request> requests() {
        try (Stream<String> lines = Files.lines(file)) {
            return lines
                    .filter(line -> line.contains(value))
                    .map(AuditLog::read)
                    .flatMap(Optional::stream)
                    .filter(event -> event.at(where).asText().equals(value))
                    .filter(event -> STAGES.contains(event.at("/stage").asText()))
                    .map(AuditLog::request)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request request(JsonNode event) {
        JsonNode about = event.path("objectRef");
        String sub = about.path("subresource").asText();
        Map<String, String> annotations = new HashMap<>();
        event.path("annotations")
                .properties()
                .forEach(each -> annotations.put(each.getKey(), each.getValue().asText()));
        return new Request(
                Instant.parse(event.path("requestReceivedTimestamp").asText()),
                event.at("/user/username").asText(),
                event.path("verb").asText(),
                about.path("apiGroup").asText(),
                about.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub),
                about.path("namespace").asText(),
                about.path("name").asText(),
                event.at("/responseStatus/code").asInt(),
                event.at("/responseStatus/message").asText(),
                annotations);
    }

    /** The last line may not be whole yet. */
    private static Optional<JsonNode> read(String line) {
        try {
            return Optional.of(MAPPER.readTree(line));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
