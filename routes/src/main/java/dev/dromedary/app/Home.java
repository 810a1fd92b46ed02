package dev.dromedary.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the program's route files and settings are; the launcher says so. */
record Home(Path folder) {
    static Home found() {
        return new Home(Path.of(System.getProperty("dromedary.home", ".")).toAbsolutePath());
    }

    /** A pattern of Camel's for one of our route files. */
    String route(String name) {
        return "file:" + folder.resolve("routes") + "/" + name + ".camel.yaml";
    }

    /** A folder of more route files, such as types of storage of one's own; read before there is a Camel to ask. */
    static String extraRoutes() {
        String named = System.getenv("DROMEDARY_ROUTES_EXTRA");
        return System.getProperty("dromedary.routes.extra", named == null ? "" : named);
    }

    /** To be called before the first logger is made. */
    void configureLogging() {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty(
                    "logback.configurationFile",
                    folder.resolve("config/logback.xml").toString());
        }
    }

    /** The settings of all roles, then those of one. */
    String settings(String... roles) {
        return Stream.concat(Stream.of("application"), Arrays.stream(roles))
                .map(name -> "file:" + folder.resolve("config").resolve(name + ".properties"))
                .collect(Collectors.joining(","));
    }
}
