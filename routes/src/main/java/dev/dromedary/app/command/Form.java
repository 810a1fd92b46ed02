package dev.dromedary.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

/** The forms of output. */
enum Form {
    table,
    wide,
    json,
    yaml;

    private static final ObjectMapper JSON = mapper(new ObjectMapper());
    private static final ObjectMapper YAML = mapper(new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build()));

    private static ObjectMapper mapper(ObjectMapper mapper) {
        return mapper.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /** Whether it is for people. */
    boolean text() {
        return this == table || this == wide;
    }

    /** A document in this form; a table is none. */
    String write(Object whole) {
        return this == yaml ? write(YAML.writer(), whole) : write(pretty(), whole) + "\n";
    }

    static JsonNode tree(Object whole) {
        return JSON.valueToTree(whole);
    }

    private static ObjectWriter pretty() {
        var indent = new DefaultIndenter("    ", "\n");
        return JSON.writer(new DefaultPrettyPrinter()
                .withObjectIndenter(indent)
                .withArrayIndenter(indent)
                .withSeparators(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));
    }

    /** By way of maps, so that the fields come in the order of their names, as kubectl writes them. */
    private static String write(ObjectWriter writer, Object whole) {
        try {
            return writer.writeValueAsString(JSON.treeToValue(tree(whole), Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
