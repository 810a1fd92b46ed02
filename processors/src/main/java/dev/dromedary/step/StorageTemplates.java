package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;

/** The types of storage there are, and what each takes; turns a description into the parameters of its template. */
final class StorageTemplates {
    static final String PREFIX = "storage-";

    /**
     * What Camel would read as something else than text where a template uses the value: a placeholder, an expression,
     * a bean, the end of a quoted argument, the query of an address. Values come from resources, so they are refused.
     */
    private static final List<String> NOT_TEXT = List.of("{{", "}}", "${", "$simple{", "\"", "'", "?", "&", "RAW(");

    private final CamelContext context;
    private final Model model;

    StorageTemplates(CamelContext context) {
        this.context = context;
        model = Objects.requireNonNull(context.getCamelContextExtension().getContextPlugin(Model.class));
    }

    Map<String, Object> parameters(String name, StorageDescription storage) {
        RouteTemplateDefinition template = template(storage.type());
        var given = new TreeMap<String, String>(storage.options());
        given.put("name", name);
        if (storage.credentialsSecret() != null) {
            given.put("credentialsSecret", storage.credentialsSecret());
        }
        given.put("verifyTls", Boolean.toString(storage.verifyTls()));
        given.values().removeIf(String::isBlank);

        var parameters = new TreeMap<String, Object>();
        for (RouteTemplateParameterDefinition parameter : template.getTemplateParameters()) {
            String value = given.remove(parameter.getName());
            if (value != null) {
                parameters.put(parameter.getName(), checked(name, template, parameter.getName(), value));
            } else if (parameter.getDefaultValue() != null) {
                // Given as if it were said: otherwise Camel takes an environment variable of this name, REGION say.
                parameters.put(parameter.getName(), context.resolvePropertyPlaceholders(parameter.getDefaultValue()));
            } else if (!parameter.isRequired()) {
                parameters.put(parameter.getName(), "");
            } else {
                throw invalid(name, "needs the option " + parameter.getName(), parameter.getDescription());
            }
        }
        // What any storage may have, whether its type makes use of it or not.
        given.keySet().removeAll(List.of("verifyTls", "credentialsSecret"));
        if (!given.isEmpty()) {
            throw invalid(
                    name,
                    "has the unknown option " + given.firstKey(),
                    "type " + storage.type() + " knows " + String.join(", ", parameters.keySet()));
        }
        return parameters;
    }

    /** A route that could not be started stays behind as a definition, and the next one of its name would fail. */
    void forget(String route) throws Exception {
        var definition = model.getRouteDefinition(route);
        if (definition != null) {
            model.removeRouteDefinition(definition);
        }
    }

    private RouteTemplateDefinition template(String type) {
        RouteTemplateDefinition template = model.getRouteTemplateDefinition(PREFIX + type);
        if (template == null) {
            String known = model.getRouteTemplateDefinitions().stream()
                    .map(RouteTemplateDefinition::getId)
                    .filter(id -> id.startsWith(PREFIX))
                    .map(id -> id.substring(PREFIX.length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new BackupException(
                    Reason.StorageTypeUnknown,
                    "storage type " + type + " is not supported",
                    "there are " + known + "; a type is added as routes/storage-" + type + ".camel.yaml");
        }
        return template;
    }

    private static String checked(String name, RouteTemplateDefinition template, String parameter, String value) {
        boolean control = value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r');
        // Camel replaces a value that equals the name of one of the template's beans by that bean's own name.
        boolean bean = template.getTemplateBeans() != null
                && template.getTemplateBeans().stream().anyMatch(b -> value.equals(b.getName()));
        if (control || bean || value.startsWith("#") || NOT_TEXT.stream().anyMatch(value::contains)) {
            throw invalid(
                    name,
                    "has an option " + parameter + " that is not plain text",
                    "quotes, '?', '&', a leading " + "'#' and placeholders are refused");
        }
        return value;
    }

    private static BackupException invalid(String name, String what, String hint) {
        return new BackupException(
                Reason.StorageInvalid, "storage " + name + " " + what, Objects.requireNonNullElse(hint, ""));
    }
}
