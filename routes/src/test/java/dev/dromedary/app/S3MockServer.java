package dev.dromedary.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * S3Mock as a process of its own: its jar brings a whole web framework, which has no place on our class path. It takes
 * any credentials, and keeps conditional puts apart.
 */
final class S3MockServer implements AutoCloseable {
    /** Put here by the build; the demo takes it from here too. */
    private static final Path JAR = Path.of("target/s3mock/s3mock.jar");

    private static final Pattern PORTS =
            Pattern.compile("Tomcat started on ports (\\d+) \\(https\\), (\\d+) \\(http\\)");

    private final Process process;
    private final int https;
    private final int http;

    /** Its objects are gone with it. */
    S3MockServer(String bucket) throws IOException {
        this(bucket, 0, List.of());
    }

    /**
     * @param folder where its objects are, of an earlier server too
     * @param port for plain HTTP, any free one if it is 0
     */
    S3MockServer(String bucket, Path folder, int port) throws IOException {
        this(
                bucket,
                port,
                List.of(
                        "--com.adobe.testing.s3mock.store.root=" + folder,
                        "--com.adobe.testing.s3mock.store.retainFilesOnExit=true"));
    }

    private S3MockServer(String bucket, int port, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "--server.port=0",
                "--http.port=" + port,
                "--com.adobe.testing.s3mock.max-payload-size=64MB",
                "--com.adobe.testing.s3mock.store.initialBuckets=" + bucket));
        command.addAll(more);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // The server must not outlive a test run that was killed.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader log = process.inputReader();
        Matcher ports = ports(log);
        https = Integer.parseInt(ports.group(1));
        http = Integer.parseInt(ports.group(2));
        // A full pipe would stop the server.
        Thread.ofVirtual().start(() -> drain(log));
    }

    String endpoint() {
        return "http://localhost:" + http;
    }

    int port() {
        return http;
    }

    /** The same server behind a certificate that nobody signed. */
    String endpointTls() {
        return "https://localhost:" + https;
    }

    private static Matcher ports(BufferedReader log) throws IOException {
        var seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher ports = PORTS.matcher(line);
            if (ports.find()) {
                return ports;
            }
            seen.append(line).append('\n');
        }
        throw new IOException("S3Mock did not start: " + seen);
    }

    private static void drain(BufferedReader log) {
        try (log) {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** With signal 9, amid whatever it does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
