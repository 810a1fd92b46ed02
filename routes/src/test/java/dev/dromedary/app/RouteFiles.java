package dev.dromedary.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The route files of the module, read as plain YAML. */
final class RouteFiles {
    /** The module's root is the working directory of its tests. */
    static final Path FOLDER = Path.of("").toAbsolutePath();

    /** A route or the route of a template. */
    record Route(String file, String id, JsonNode definition, boolean template) {}

    private RouteFiles() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return file.getFileName().toString().replace(".camel.yaml", "");
    }

    static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode entry : read(file)) {
                if (entry.has("route")) {
                    JsonNode route = entry.get("route");
                    routes.add(new Route(name(file), route.path("id").asText(), route, false));
                } else if (entry.has("routeTemplate")) {
                    JsonNode template = entry.get("routeTemplate");
                    routes.add(new Route(name(file), template.path("id").asText(), template.path("route"), true));
                }
            }
        }
        return routes;
    }

    /** All values of a field anywhere below a node. */
    static List<String> values(JsonNode node, String field) {
        return node.findValues(field).stream()
                .map(value ->
                        value.isTextual() ? value.asText() : value.path("uri").asText())
                .toList();
    }
}
