package dev.dromedary.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The application as an operator, in a JVM of its own, watching one namespace. */
final class OperatorProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String identity;
    private final Path log;
    private final int port = freePort();
    private final Map<String, String> environment = new TreeMap<>();
    private Process process;

    OperatorProcess(ApiNamespace namespace, String identity, Path folder) throws IOException {
        this.identity = identity;
        this.log = folder.resolve(identity + ".log");
        set("WATCH_NAMESPACE", namespace.name);
        set("POD_NAMESPACE", namespace.name);
        set("POD_NAME", identity);
        set("DROMEDARY_OBSERVE_PORT", String.valueOf(port));
        set("DROMEDARY_LEADER_ELECTION", "false");
    }

    /** Another value for an environment variable. */
    OperatorProcess set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    OperatorProcess start() throws IOException {
        List<String> command = JavaCommand.with();
        command.addAll(List.of("run", "operator"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    void untilReady() throws Exception {
        Await.until(
                identity + " is ready", () -> alive() && status("/observe/health/ready") == HttpURLConnection.HTTP_OK);
    }

    void untilItSays(String words) throws Exception {
        Await.until(identity + " says '" + words + "'", () -> alive() && log().contains(words));
    }

    private boolean alive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(identity + " has ended: " + log());
        }
        return true;
    }

    private int status(String path) throws InterruptedException {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            // Nobody listens yet.
            return HttpURLConnection.HTTP_UNAVAILABLE;
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Told to stop, as a pod is; answers the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    int kill() throws InterruptedException {
        process.destroyForcibly();
        return awaitEnd();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(identity + " does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
