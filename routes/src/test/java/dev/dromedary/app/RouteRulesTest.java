package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.app.RouteFiles.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every route file keeps. */
class RouteRulesTest {
    private static final Set<String> RUN_TOOLS = Set.of("run-engine", "prepare-chain");
    private static final int LONGEST = 80;
    private static final Pattern HOST =
            Pattern.compile("(https?|s3|sftp|jdbc:[a-z]+)://|localhost|\\b\\d+\\.\\d+\\.\\d+\\.\\d+\\b");
    private static final Pattern BIG_NUMBER = Pattern.compile("(?<![\\w.-])\\d{3,}(?![\\w.-])");

    static Stream<Path> files() {
        return RouteFiles.files().stream();
    }

    static Stream<Route> routes() {
        return RouteFiles.routes().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileOpensWithItsContractAndIsShort(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);

        assertThat(lines.getFirst()).startsWith("# " + RouteFiles.name(file) + ": ");
        assertThat(lines).hasSizeLessThanOrEqualTo(LONGEST);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileNamesNoHostsSizesOrTimes(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String code = line.replaceAll("#.*", "");
            assertThat(HOST.matcher(code).find()).as(line).isFalse();
            assertThat(BIG_NUMBER.matcher(code).find()).as(line).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFirstRouteHasTheNameOfItsFile(Path file) {
        String name = RouteFiles.name(file);
        List<String> ids = RouteFiles.routes().stream()
                .filter(route -> route.file().equals(name))
                .map(Route::id)
                .toList();

        // A platform is a set of routes with one prefix, and a file may hold error handling alone.
        boolean platform = name.startsWith("platform-");
        boolean noRoutes = ids.isEmpty();
        assertThat(platform
                        || noRoutes
                        || name.equals("finish-restore")
                        || ids.getFirst().equals(name))
                .as("%s begins with %s", name, ids)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteSaysWhatItIs(Route route) {
        JsonNode definition = route.definition();

        assertThat(route.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(definition.path("description").asText())
                .as("description of " + route.id())
                .isNotBlank();
        assertThat(definition.path("group").asText())
                .as("group of " + route.id())
                .isNotBlank();
        assertThat(definition.path("from").path("uri").asText()).isEqualTo(origin(route));
        assertThat(definition.has("errorHandler") || definition.has("routeConfigurationId"))
                .as("error handling of " + route.id())
                .isTrue();
    }

    private static String origin(Route route) {
        if (route.template()) {
            return "direct:storage-{{name}}";
        }
        return route.id().equals("watch-kubernetes") ? "reconcile:resources" : "direct:" + route.id();
    }

    /** Two platforms have the same routes, but no role loads both. */
    static Stream<List<String>> roles() {
        return Stream.of(Routes.STANDALONE, Routes.OPERATOR);
    }

    private static List<Route> routesOf(List<String> role) {
        return routes().filter(route -> role.contains(route.file())
                        || (role.contains("storage-*") && route.file().startsWith("storage-")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noTwoRoutesOfARoleShareAnId(List<String> role) {
        assertThat(routesOf(role).stream().map(Route::id)).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void everyFileBelongsToARole() {
        Set<Route> used = roles().flatMap(role -> routesOf(role).stream()).collect(Collectors.toSet());

        assertThat(routes().filter(route -> !used.contains(route)).map(Route::file))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyDirectTargetExists(Route route) {
        Set<String> ids = routes().map(Route::id).collect(Collectors.toSet());
        for (String target : RouteFiles.values(route.definition(), "to")) {
            if (target.startsWith("direct:")) {
                assertThat(ids).as("target of " + route.id()).contains(target.substring("direct:".length()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void onlyTwoFilesRunTools(Route route) {
        boolean runs = route.definition().toString().contains("\"exec:");
        assertThat(!runs || RUN_TOOLS.contains(route.file())).as(route.id()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aChoiceHasOneLevelAndNoRouteHasAScript(Route route) {
        for (JsonNode choice : route.definition().findValues("choice")) {
            assertThat(choice.findValues("choice")).as(route.id()).isEmpty();
        }
        for (String language : List.of("groovy", "js", "python", "joor", "java", "mvel")) {
            assertThat(route.definition().findValues(language)).as(route.id()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void onlyReportStatusWritesAStatus(Route route) {
        boolean writes = RouteFiles.values(route.definition(), "to").contains("direct:platform-status");
        assertThat(!writes || route.id().equals("report-status")).as(route.id()).isTrue();
    }
}
