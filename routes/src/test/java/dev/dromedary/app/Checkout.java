package dev.dromedary.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The repository as it is for somebody who has built it, in a folder of its own: the launcher script builds what is older
 * than its sources, and must not do that where Maven is at work.
 */
final class Checkout {
    private Checkout() {}

    /** The launcher script of a copy. */
    static Path script(Path folder) throws IOException, InterruptedException {
        Path target = Files.createDirectories(folder.resolve("routes/target"));
        Files.createDirectories(folder.resolve("routes/src/main"));
        copy(Product.HOME, folder, List.of("dromedary", "config", "deploy", "pom.xml"));
        copy(Product.HOME.resolve("routes"), folder.resolve("routes"), names("routes", ".yaml", "pom.xml"));
        for (String built : names("routes/target", ".jar")) {
            link(target, built);
        }
        link(target, "lib");
        link(target, "s3mock");
        // The script's sign that it has built, newer than all above.
        Files.createFile(target.resolve(".built"));
        return folder.resolve("dromedary");
    }

    private static List<String> names(String folder, String... endings) throws IOException {
        try (Stream<Path> files = Files.list(Product.HOME.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Stream.of(endings).anyMatch(name::endsWith))
                    .toList();
        }
    }

    private static void copy(Path from, Path to, List<String> names) throws IOException, InterruptedException {
        for (String name : names) {
            Command.run("cp", "-a", from.resolve(name).toString(), to.toString());
        }
    }

    private static void link(Path target, String name) throws IOException {
        Files.createSymbolicLink(
                target.resolve(name), Product.HOME.resolve("routes/target").resolve(name));
    }
}
