package dev.dromedary.app;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The fields of a resource that its type does not know: both our types and fabric8's keep them aside, at every level. */
final class UnknownFields {
    private static final String KEPT_ASIDE = "additionalProperties";

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    static List<String> of(Object resource) {
        UnknownFields fields = new UnknownFields();
        fields.look(resource.getClass().getSimpleName(), resource);
        return fields.found;
    }

    private void look(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> look(path + "." + key, each));
        } else if (value instanceof Collection<?> all) {
            all.forEach(each -> look(path, each));
        } else if (value != null && hasFields(value.getClass())) {
            for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    look(path, value, field);
                }
            }
        }
    }

    private void look(String path, Object owner, Field field) {
        if (Modifier.isStatic(field.getModifiers())) {
            return;
        }
        field.setAccessible(true);
        try {
            Object value = field.get(owner);
            if (!field.getName().equals(KEPT_ASIDE)) {
                look(path + "." + field.getName(), value);
            } else if (value instanceof Map<?, ?> aside) {
                aside.keySet().forEach(name -> found.add(path + "." + name));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasFields(Class<?> type) {
        return !type.isEnum()
                && (type.getName().startsWith("io.fabric8.") || type.getName().startsWith("dev.dromedary."));
    }
}
