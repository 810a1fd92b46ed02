package dev.dromedary.app;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real storage server with a bucket {@code backups}: the one that the environment names or, where a container engine
 * runs, a container that is gone with this JVM.
 */
enum StorageServer {
    MINIO("S3", "testbed", "testbed-secret") {
        @Override
        GenericContainer<?> container() {
            return new GenericContainer<>("minio/minio:latest")
                    .withEnv("MINIO_ROOT_USER", user())
                    .withEnv("MINIO_ROOT_PASSWORD", key())
                    .withCommand("server", "/data")
                    .withExposedPorts(9000)
                    .waitingFor(Wait.forHttp("/minio/health/ready"));
        }

        @Override
        String begin(String address) {
            try (S3Client client = S3Client.builder()
                    .endpointOverride(URI.create(address))
                    .region(Region.US_EAST_1)
                    .forcePathStyle(true)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(user(), key())))
                    .build()) {
                client.createBucket(bucket -> bucket.bucket(BUCKET));
            }
            return address;
        }
    },

    /** With the account and the key that every Azurite has and its documentation tells. */
    AZURITE(
            "AZURE",
            "devstoreaccount1",
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==") {
        @Override
        GenericContainer<?> container() {
            return new GenericContainer<>("mcr.microsoft.com/azure-storage/azurite:latest")
                    .withCommand(
                            "azurite-blob", "--blobHost", "0.0.0.0", "--skipApiVersionCheck", "--location", "/data")
                    .withExposedPorts(10000)
                    .waitingFor(Wait.forListeningPort());
        }

        @Override
        String begin(String address) {
            String endpoint = address + "/" + user();
            azure(endpoint).createBlobContainer(BUCKET);
            return endpoint;
        }
    },

    /** Google's own interface; it looks at no credentials. */
    FAKE_GCS("GCS", "", "") {
        @Override
        GenericContainer<?> container() {
            return new GenericContainer<>("fsouza/fake-gcs-server:latest")
                    .withCommand("-scheme", "http", "-backend", "memory")
                    .withExposedPorts(4443)
                    .waitingFor(Wait.forHttp("/storage/v1/b"));
        }

        @Override
        String begin(String address) throws Exception {
            try (HttpClient client = HttpClient.newHttpClient()) {
                var request = HttpRequest.newBuilder(URI.create(address + "/storage/v1/b?project=tests"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + BUCKET + "\"}"))
                        .build();
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.body());
                }
            }
            return address;
        }
    };

    static final String BUCKET = "backups";

    private static final Map<StorageServer, String> STARTED = new ConcurrentHashMap<>();

    private final String type;
    private final String user;
    private final String key;

    StorageServer(String type, String user, String key) {
        this.type = type;
        this.user = user;
        this.key = key;
    }

    abstract GenericContainer<?> container();

    /** Makes the bucket, and answers the endpoint of the server at this address. */
    abstract String begin(String address) throws Exception;

    boolean isThere() {
        return System.getenv("TESTBED_" + type + "_ENDPOINT") != null
                || DockerClientFactory.instance().isDockerAvailable();
    }

    String endpoint() {
        String named = System.getenv("TESTBED_" + type + "_ENDPOINT");
        return named != null ? named : STARTED.computeIfAbsent(this, StorageServer::start);
    }

    private String start() {
        GenericContainer<?> container = container();
        container.start();
        try {
            return begin("http://127.0.0.1:" + container.getFirstMappedPort());
        } catch (Exception e) {
            throw new IllegalStateException(container.getLogs(), e);
        }
    }

    /** Who may use it: the id of an access key, or the account. */
    String user() {
        return System.getenv().getOrDefault("TESTBED_" + type + (this == AZURITE ? "_ACCOUNT" : "_ACCESS_KEY"), user);
    }

    String key() {
        return System.getenv().getOrDefault("TESTBED_" + type + (this == AZURITE ? "_KEY" : "_SECRET_KEY"), key);
    }

    BlobServiceClient azure(String endpoint) {
        return new BlobServiceClientBuilder()
                .endpoint(endpoint)
                .credential(new StorageSharedKeyCredential(user(), key()))
                .buildClient();
    }
}
