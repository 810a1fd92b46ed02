package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storages of Google and Azure that name no Secret: a put by a JVM that finds its identity in its surroundings shows the
 * token that the cloud gives for it. Both clouds are servers of our own; tokens go to a server with a certificate only.
 */
class FoundIdentityIT {
    private static final String GOOGLE = "storage.googleapis.com";

    @TempDir
    private Path folder;

    private final AtomicReference<String> shown = new AtomicReference<>();
    private final Map<String, String> surroundings = new HashMap<>();
    private CuedServer cloud;
    private CuedServer tokens;

    @BeforeEach
    void start() throws Exception {
        OwnCertificate own = OwnCertificate.of(folder, "dns:localhost,dns:" + GOOGLE);
        Files.writeString(folder.resolve("ca.pem"), own.pem());
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost " + GOOGLE + "\n");
        cloud = new CuedServer(own.server());
        tokens = new CuedServer();
    }

    @AfterEach
    void stop() {
        cloud.close();
        tokens.close();
    }

    private void willStore(int status) {
        cloud.will(exchange -> {
            shown.set(exchange.getRequestHeaders().getFirst("Authorization"));
            GcsFaultsIT.json(status, "{\"name\":\"part\"}").to(exchange);
        });
    }

    @Test
    void theAccountOfTheEnvironmentIsUsedAtGoogle() throws Exception {
        Path account = folder.resolve("account.json");
        Files.writeString(account, GcsFaultsIT.account(tokens));
        surroundings.put("GOOGLE_APPLICATION_CREDENTIALS", account.toString());
        tokens.will(
                GcsFaultsIT.json(200, "{\"access_token\":\"t0ken\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"));
        willStore(200);

        assertThat(put("gcs")).contains("it was put");
        assertThat(shown).hasValue("Bearer t0ken");
    }

    @Test
    void theIdentityOfTheMachineIsUsedAtAzure() throws Exception {
        surroundings.put("IDENTITY_ENDPOINT", tokens.endpoint() + "/msi/token");
        surroundings.put("IDENTITY_HEADER", "header");
        long end = Instant.now().plusSeconds(3600).getEpochSecond();
        tokens.will(GcsFaultsIT.json(
                200,
                "{\"access_token\":\"t0ken\",\"expires_on\":\"" + end
                        + "\",\"resource\":\"https://storage.azure.com\",\"token_type\":\"Bearer\"}"));
        willStore(201);

        assertThat(put("azure")).contains("it was put");
        assertThat(shown).hasValue("Bearer t0ken");
    }

    @Test
    void thatThereIsNoneIsToldAtGoogle() throws Exception {
        surroundings.put("NO_GCE_CHECK", "true");

        assertThat(put("gcs")).contains(Reason.StorageDenied + " there are no credentials for bucket b");
    }

    @Test
    void thatThereIsNoneIsToldAtAzure() throws Exception {
        surroundings.put("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential");

        assertThat(put("azure")).contains(Reason.StorageDenied + " there are no credentials for container b");
    }

    /** What a JVM in these surroundings says of its put. */
    private String put(String type) throws Exception {
        String endpoint = cloud.endpoint();
        Path said = folder.resolve("said");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + folder.resolve("hosts"),
                        // Nor does the home of whoever runs the tests give any.
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FoundIdentityIT.class.getName(),
                        type,
                        type.equals("gcs") ? endpoint.replace("localhost", GOOGLE) : endpoint,
                        folder.resolve("ca.pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(key -> key.matches("(AZURE|GOOGLE|GCE|IDENTITY|CLOUDSDK)_.*"));
        builder.environment().putAll(surroundings);
        Process process = builder.start();
        boolean ended = process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(said)).isTrue();
        return Files.readString(said);
    }

    /** Puts an object and says how that went. */
    public static void main(String[] args) {
        Map<String, String> own =
                args[0].equals("gcs") ? Map.of("bucket", "b") : Map.of("container", "b", "account", "a");
        var options = new HashMap<>(own);
        options.putAll(Map.of("endpointUrl", args[1], "caBundle", args[2], "attempts", "1"));
        var storage = new StorageRoutes().open("found", new StorageDescription(args[0], options, null, true));
        try {
            storage.put("part", new byte[1], true);
            System.out.println("it was put");
        } catch (BackupException e) {
            System.out.println(e.reason() + " " + e.getMessage());
        }
        // Some clients have threads that nobody waits for.
        System.exit(0);
    }
}
