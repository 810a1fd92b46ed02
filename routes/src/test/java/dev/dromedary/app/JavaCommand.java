package dev.dromedary.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words that start the application from what the build has put together. Its classes come from an archive, as the
 * launcher script has it: it is started hundreds of times here, and each start is half as long with one.
 */
final class JavaCommand {
    private static final Path TARGET = Product.HOME.resolve("routes/target");

    /** What a JVM of 25 or newer learns of a run spares the next more than an archive of its classes does. */
    private static final boolean LEARNS = Runtime.version().feature() >= 25;

    private JavaCommand() {}

    /** Its arguments follow. */
    static List<String> with(String... jvmOptions) {
        List<String> options = new ArrayList<>(List.of(
                (LEARNS ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + Archive.FILE,
                "-Xlog:disable",
                LEARNS ? "-Xlog:all=error,cds*=off,aot*=off:stderr" : "-Xlog:all=error,cds*=off:stderr"));
        options.addAll(List.of(jvmOptions));
        return command(options);
    }

    private static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Xmn12m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Ddromedary.home=" + Product.HOME));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        return command;
    }

    private static String classPath() {
        if (!Files.isDirectory(TARGET.resolve("lib"))) {
            throw new AssertionError("there is no " + TARGET.resolve("lib") + "; 'mvn package' makes it");
        }
        try (Stream<Path> jars = Files.list(TARGET)) {
            return jars.map(Path::toString)
                            .filter(each -> each.endsWith(".jar"))
                            .collect(Collectors.joining(":")) + ":" + TARGET.resolve("lib") + "/*";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made once for all tests of this JVM, by the run that makes the image's. */
    private static final class Archive {
        static final Path FILE = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory(TARGET, "archive");
                Path file = folder.resolve("classes");
                Path log = folder.resolve("log");
                Path resources = Files.createDirectory(folder.resolve("resources"));
                Files.copy(
                        Product.HOME.resolve("deploy/image/rehearsal/resources.yaml"),
                        resources.resolve("resources.yaml"));
                file.toFile().deleteOnExit();
                List<String> command = new ArrayList<>(
                        command(List.of((LEARNS ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file)));
                command.addAll(List.of("run", "standalone", "--once", "--resources", resources.toString()));
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
                builder.environment().put("DROMEDARY_STORAGE_ATTEMPTS", "1");
                builder.environment()
                        .put("DROMEDARY_WORK_DIRECTORY", folder.resolve("work").toString());
                builder.start().waitFor();
                if (!Files.exists(file)) {
                    throw new AssertionError("no archive of classes: " + Files.readString(log));
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
