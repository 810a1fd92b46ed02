package dev.dromedary.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the text of one file into documents that are known to be good, and problems. */
final class DocumentReader {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    /** A name with ".json" behind it is a file name, which has 255 characters at most. */
    private static final int LONGEST_NAME = 250;

    private static final int LONGEST_LABEL = 63;
    private static final String METADATA = "metadata";

    final List<Document> documents = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();

    /** Kinds that are not ours. */
    final Set<String> passedOver = new LinkedHashSet<>();

    private final Path file;

    DocumentReader(Path file) {
        this.file = file;
    }

    DocumentReader read(String text) {
        for (YamlText.Piece piece : YamlText.read(text)) {
            if (piece.error() != null) {
                problems.add(new Problem(file, piece.line(), piece.error()));
            } else if (piece.content() != null) {
                read(piece.line(), toTree(piece.content()));
            }
        }
        return this;
    }

    private static JsonNode toTree(Object content) {
        return Kinds.MAPPER.valueToTree(content);
    }

    private void read(int line, JsonNode tree) {
        String kind = tree.path("kind").asText("");
        if (!tree.isObject() || kind.isEmpty()) {
            problems.add(new Problem(file, line, "is no resource: it has no kind"));
        } else if (kind.equals("List") && tree.path("items").isArray()) {
            tree.path("items").forEach(item -> read(line, item));
        } else if (Kinds.known(kind)) {
            accept(line, kind, (ObjectNode) tree);
        } else {
            passedOver.add(kind);
        }
    }

    private void accept(int line, String kind, ObjectNode tree) {
        JsonNode metadata = tree.path(METADATA);
        ResourceKey key = new ResourceKey(
                kind,
                metadata.path("namespace").asText("default"),
                metadata.path("name").asText(""));
        List<String> wrong = header(key, tree);
        if (wrong.isEmpty()) {
            wrong = kind.equals(Kinds.SECRET) ? SecretText.check(tree) : resource(key, tree);
        }
        if (wrong.isEmpty()) {
            documents.add(new Document(key, tree, file, line));
        }
        String title = key.name().isEmpty() ? kind : key.title();
        wrong.forEach(each -> problems.add(new Problem(file, line, title + ": " + each)));
    }

    private static List<String> header(ResourceKey key, ObjectNode tree) {
        String apiVersion = tree.path("apiVersion").asText("");
        if (!apiVersion.equals(Kinds.apiVersion(key.kind()))) {
            return List.of("apiVersion is '" + apiVersion + "', but must be " + Kinds.apiVersion(key.kind()));
        }
        if (key.name().isEmpty()) {
            return List.of("metadata.name is required");
        }
        if (!isName(key.name())) {
            return List.of("metadata.name must be of lower case letters, digits, '-' and '.', with a letter or digit at"
                    + " both ends, and at most " + LONGEST_NAME + " characters");
        }
        if (!LABEL.matcher(key.namespace()).matches() || key.namespace().length() > LONGEST_LABEL) {
            return List.of("metadata.namespace must be of lower case letters, digits and '-', with a letter or digit at"
                    + " both ends, and at most " + LONGEST_LABEL + " characters");
        }
        return List.of();
    }

    /** Whether it can be a resource's name, and so a file's. */
    static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    private static List<String> resource(ResourceKey key, ObjectNode tree) {
        Class<? extends CustomResource<?, ?>> type = Kinds.type(key.kind()).orElseThrow();
        // A status in a manifest is dropped, as the API server does where status is a subresource.
        tree.remove("status");
        if (!tree.path("spec").isObject()
                && !tree.path("spec").isMissingNode()
                && !tree.path("spec").isNull()) {
            return List.of("spec must be an object");
        }
        ObjectNode spec = tree.path("spec").isObject() ? (ObjectNode) tree.get("spec") : tree.putObject("spec");
        List<String> wrong = Shape.check(spec, specType(type));
        if (!wrong.isEmpty()) {
            return wrong;
        }
        try {
            Kinds.MAPPER.treeToValue(tree, type);
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(e.getOriginalMessage().lines().findFirst().orElse("is not valid"));
        }
    }

    private static Class<?> specType(Class<? extends CustomResource<?, ?>> type) {
        try {
            return type.getMethod("getSpec")
                    .invoke(type.getConstructor().newInstance())
                    .getClass();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
