package dev.dromedary.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A column of a table of resources, the same that the definition gives kubectl.
 *
 * @param path of the value, the names in it one after the other
 * @param date whether the value is a time, shown as an age
 * @param wide whether it shows in wide tables only
 */
record PrinterColumn(String title, List<String> path, boolean date, boolean wide) {
    /** Name first, then what the class's annotations say. */
    static List<PrinterColumn> of(Class<?> type, boolean wide) {
        var own = Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(column -> new PrinterColumn(
                        column.name(),
                        List.of(column.jsonPath().substring(1).split("\\.")),
                        column.type() == AdditionalPrinterColumn.Type.DATE,
                        column.priority() > 0))
                .filter(column -> wide || !column.wide());
        return Stream.concat(Stream.of(metadata("name")), own).toList();
    }

    static PrinterColumn metadata(String field) {
        return new PrinterColumn(field, List.of("metadata", field), false, false);
    }

    String head() {
        return title.toUpperCase(Locale.ROOT);
    }

    /** Empty where the resource has no such field. */
    String cell(JsonNode resource, Instant now) {
        JsonNode value = resource;
        for (String name : path) {
            value = value.path(name);
        }
        String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
        return date && !text.isEmpty() ? Age.since(text, now) : text;
    }
}
