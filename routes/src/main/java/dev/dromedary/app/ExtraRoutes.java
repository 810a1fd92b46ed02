package dev.dromedary.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * Starts Camel with the route files of the user's own. One that is wrong is refused with file, line and cause before any
 * work begins, also where Camel itself would notice only when a run opens the storage.
 */
final class ExtraRoutes {
    private static final String NAME = ".camel.yaml";

    /** How Camel's YAML reader names a place. */
    private static final Pattern PLACE =
            Pattern.compile("(?<cause>[^\n]+)\n in (?:file:)?(?<file>[^\n]+), line (?<line>\\d+)");

    private ExtraRoutes() {}

    static void start(Main main, Home home) throws Exception {
        List<Path> files = files(Home.extraRoutes());
        for (Path file : files) {
            read(file);
        }
        try {
            main.start();
        } catch (Exception e) {
            throw named(e);
        }
        check(main.getCamelContext(), home, files);
    }

    /** The files that Camel finds by the pattern of {@link Routes}. */
    static List<Path> files(String folder) throws IOException {
        if (folder.isBlank()) {
            return List.of();
        }
        if (!Files.isDirectory(Path.of(folder))) {
            throw new BackupException(
                    Reason.RouteFileInvalid,
                    "there is no folder " + folder + " of more route files",
                    "correct DROMEDARY_ROUTES_EXTRA");
        }
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(NAME)).sorted().toList();
        }
    }

    static JsonNode read(Path file) throws IOException {
        try {
            return new YAMLMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            String cause = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
            throw wrong(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr(), cause, e);
        }
    }

    static void check(CamelContext context, Home home, List<Path> files) throws IOException {
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (Files.exists(home.folder().resolve("routes").resolve(name))) {
                throw wrong(file, 1, "Dromedary has a file of this name itself", null);
            }
            String text = Files.readString(file);
            for (JsonNode each : read(file)) {
                if (each.has("routeTemplate")) {
                    new TemplateCheck(context, file, text, each.get("routeTemplate"))
                            .check(name.substring(0, name.length() - NAME.length()));
                }
            }
        }
    }

    private static Exception named(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
            if (place.find()) {
                return wrong(
                        Path.of(place.group("file")),
                        Integer.parseInt(place.group("line")),
                        place.group("cause"),
                        failure);
            }
        }
        return failure;
    }

    static BackupException wrong(Path file, int line, String cause, Exception e) {
        return new BackupException(
                Reason.RouteFileInvalid,
                "route file " + file + ", line " + line + ": " + cause,
                "correct it, or take it out of the folder",
                e);
    }
}
