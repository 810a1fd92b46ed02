package dev.dromedary.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two ways in which a Secret document spells its values. No message of it has a value in it. */
final class SecretText {
    private static final String DATA = "data";
    private static final String STRING_DATA = "stringData";

    private SecretText() {}

    static List<String> check(ObjectNode tree) {
        List<String> wrong = new ArrayList<>();
        for (String section : List.of(DATA, STRING_DATA)) {
            for (Map.Entry<String, JsonNode> entry : tree.path(section).properties()) {
                if (!entry.getValue().isTextual()) {
                    wrong.add(section + "." + entry.getKey() + " must be a string (put it in quotes)");
                } else if (section.equals(DATA) && decode(entry.getValue()).isEmpty()) {
                    wrong.add(section + "." + entry.getKey() + " is not base64; plain text goes under stringData");
                }
            }
        }
        return wrong;
    }

    /** The value of a key; {@code stringData} goes before {@code data}, as in the API server. */
    static Optional<byte[]> value(ObjectNode tree, String key) {
        JsonNode text = tree.path(STRING_DATA).path(key);
        if (text.isTextual()) {
            return Optional.of(text.asText().getBytes(StandardCharsets.UTF_8));
        }
        JsonNode encoded = tree.path(DATA).path(key);
        return encoded.isTextual() ? decode(encoded) : Optional.empty();
    }

    private static Optional<byte[]> decode(JsonNode value) {
        try {
            return Optional.of(Base64.getDecoder().decode(value.asText().replaceAll("[\r\n]", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
