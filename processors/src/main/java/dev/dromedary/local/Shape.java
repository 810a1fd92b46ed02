package dev.dromedary.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dromedary.api.BackupSpec;
import dev.dromedary.api.Extensible;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What an API server does with a document before it stores it: checks it against the schema and fills in the defaults.
 * It reads the same annotations that the schema is generated from.
 */
final class Shape {
    private final List<String> problems = new ArrayList<>();

    private Shape() {}

    /** Fills the defaults into the spec; answers what is wrong with it. */
    static List<String> check(ObjectNode spec, Class<?> type) {
        Shape shape = new Shape();
        shape.object("spec", spec, type);
        if (type == BackupSpec.class) {
            shape.baseRule(spec);
        }
        return shape.problems;
    }

    /** The one CEL rule there is, in Java: an expression engine for it would be larger than the rest of us. */
    private void baseRule(ObjectNode spec) {
        String base = spec.path("incrementalBaseBackupName").asText("");
        if (!base.isEmpty() && !"incremental".equals(spec.path("type").asText())) {
            problems.add("spec: "
                    + BackupSpec.class.getAnnotation(ValidationRule.class).message());
        }
    }

    private void object(String path, ObjectNode node, Class<?> type) {
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field(path + "." + field.getName(), node, field);
            }
        }
    }

    private void field(String path, ObjectNode node, Field field) {
        String name = field.getName();
        if (node.path(name).isNull()) {
            node.remove(name);
        }
        Default fallback = field.getAnnotation(Default.class);
        if (!node.has(name) && fallback != null) {
            boolean truth = field.getType() == Boolean.class;
            node.set(
                    name,
                    truth
                            ? BooleanNode.valueOf(Boolean.parseBoolean(fallback.value()))
                            : new TextNode(fallback.value()));
        }
        if (node.has(name)) {
            Type type = field.isAnnotationPresent(SchemaFrom.class) ? String.class : field.getGenericType();
            value(path, node.get(name), type);
        } else if (field.isAnnotationPresent(Required.class)) {
            problems.add(path + " is required");
        }
    }

    private void value(String path, JsonNode node, Type type) {
        if (type instanceof ParameterizedType generic) {
            container(path, node, generic);
        } else if (type instanceof Class<?> simple) {
            if (Extensible.class.isAssignableFrom(simple)) {
                if (expect(node.isObject(), path, "an object")) {
                    object(path, (ObjectNode) node, simple);
                }
            } else if (simple.isEnum()) {
                oneOf(path, node, simple);
            } else {
                scalar(path, node, simple);
            }
        }
    }

    private void container(String path, JsonNode node, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class && expect(node.isArray(), path, "a list")) {
            for (int i = 0; i < node.size(); i++) {
                value(path + "[" + i + "]", node.get(i), arguments[0]);
            }
        } else if (type.getRawType() == Map.class && expect(node.isObject(), path, "an object")) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                value(path + "." + entry.getKey(), entry.getValue(), arguments[1]);
            }
        }
    }

    private void oneOf(String path, JsonNode node, Class<?> type) {
        List<String> spellings = Arrays.stream(type.getEnumConstants())
                .map(constant -> Kinds.MAPPER.valueToTree(constant).asText())
                .toList();
        if (!node.isTextual() || !spellings.contains(node.asText())) {
            problems.add(path + " is " + node + ", but must be one of: " + String.join(", ", spellings));
        }
    }

    private void scalar(String path, JsonNode node, Class<?> type) {
        if (type == String.class) {
            expect(node.isTextual(), path, "a string (put it in quotes)");
        } else if (type == Boolean.class) {
            expect(node.isBoolean(), path, "true or false");
        } else if (type == Integer.class || type == Long.class) {
            expect(node.isIntegralNumber(), path, "a whole number");
        }
    }

    private boolean expect(boolean kept, String path, String what) {
        if (!kept) {
            problems.add(path + " must be " + what);
        }
        return kept;
    }
}
