package dev.dromedary.app;

import java.nio.file.Path;

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

    String settings() {
        return "file:" + folder.resolve("config/application.properties");
    }
}
