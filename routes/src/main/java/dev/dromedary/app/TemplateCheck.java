package dev.dromedary.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** Whether a route template can become a storage. It is only looked at: to open it might make folders or requests. */
final class TemplateCheck {
    /** A placeholder; what follows a colon is a default or a function's argument. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:?]+)}}");

    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*");

    private final CamelContext context;
    private final Path file;
    private final List<String> lines;
    private final JsonNode template;

    TemplateCheck(CamelContext context, Path file, String text, JsonNode template) {
        this.context = context;
        this.file = file;
        lines = text.lines().toList();
        this.template = template;
    }

    /** @param name the template's, as its file says it */
    void check(String name) {
        String id = template.path("id").asText();
        require(id.equals(name), "id:", "the template " + id + " is not named like its file");
        Set<String> known = names("parameters");
        require(known.contains("name"), "parameters:", "a storage has the parameter name");
        String from = template.path("route").path("from").path("uri").asText();
        if (from.isEmpty()) {
            from = template.path("from").path("uri").asText();
        }
        require(from.equals("direct:storage-{{name}}"), "from:", "a storage starts at direct:storage-{{name}}");
        for (JsonNode bean : template.path("beans")) {
            type(bean.path("type").asText());
            type(bean.path("factoryBean").asText());
        }
        known.addAll(names("beans"));
        placeholders(known);
        components(template);
    }

    private Set<String> names(String list) {
        Set<String> names = new HashSet<>();
        template.path(list).forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    /** A class; references and scripts have a hash or none of it. */
    private void type(String type) {
        boolean named = !type.isEmpty() && !type.contains("#") && !type.contains("{{");
        require(
                !named || context.getClassResolver().resolveClass(type) != null,
                type,
                "there is no class " + type + " among the program's jars");
    }

    private void placeholders(Set<String> known) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher placeholder = PLACEHOLDER.matcher(lines.get(i).replaceFirst("(^|\\s)#.*", ""));
            while (placeholder.find()) {
                String name = placeholder.group(1).strip();
                if (!known.contains(name) && !isSetting(name)) {
                    throw ExtraRoutes.wrong(
                            file, i + 1, "{{" + name + "}} is no parameter, bean or setting of the template", null);
                }
            }
        }
    }

    private boolean isSetting(String name) {
        return context.getPropertiesComponent().resolveProperty(name).isPresent();
    }

    private void components(JsonNode node) {
        if (node.path("uri").isTextual()) {
            String uri = node.path("uri").asText();
            Matcher scheme = SCHEME.matcher(uri);
            require(
                    !scheme.matches() || context.getComponent(scheme.group(1)) != null,
                    uri,
                    "there is no component " + (scheme.matches() ? scheme.group(1) : uri)
                            + " among the program's jars");
        }
        node.forEach(this::components);
    }

    private void require(boolean good, String where, String cause) {
        if (!good) {
            int line = 1;
            while (line < lines.size() && !lines.get(line - 1).contains(where)) {
                line++;
            }
            throw ExtraRoutes.wrong(file, line, cause, null);
        }
    }
}
