package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.storage.S3Bucket;
import dev.dromedary.storage.S3Clients;
import dev.dromedary.storage.S3Settings;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What a long list and a long chain cost behind S3, seconds and requests. Not run with the tests, whose time it would take:
 * {@code mvn -pl processors -am test -Dtest=ChainFiguresBench -Dsurefire.failIfNoSpecifiedTests=false}, with the variables
 * of the testbed.
 */
class ChainFiguresBench {
    /** Of one answer of S3 (ListObjectsV2). */
    private static final int PAGE = 1000;

    private final String prefix = "figures-" + UUID.randomUUID() + "/";

    @Test
    void requestsGrowAsTheyDo() {
        S3Settings settings = settings();
        try (S3Client client = S3Clients.open(settings)) {
            Counted storage = new Counted(client, new S3Bucket(client, settings));
            try {
                for (int number : List.of(2_500, 5_000, 10_000)) {
                    list(storage, number);
                }
                for (int length : List.of(250, 500, 1_000)) {
                    resolve(storage, length);
                }
            } finally {
                storage.delete(
                        storage.list(prefix).stream().map(StoredObject::key).toList());
            }
        }
    }

    private void list(Counted storage, int number) {
        String folder = prefix + number + "/";
        all(number, i -> storage.put(new BackupKeys(folder + "shop-" + i + "-full").manifest(), new byte[100], true));
        long since = storage.begin();
        assertThat(storage.list(folder)).hasSize(number);
        assertThat(storage.told("list of " + number + " manifests", since)).isEqualTo(Math.ceilDiv(number, PAGE));
    }

    private void resolve(Counted storage, int length) {
        String base = prefix + length + "-long/shop-2026-01-01-00:00:00-full";
        Member parent = store(storage, base, Manifests.base("shop-2026-01-01-00:00:00-full", 0));
        for (int i = 1; i < length; i++) {
            String name = "shop-2026-01-01-00:00:00-full.incr/shop-%04d-incr".formatted(i);
            parent = store(
                    storage,
                    base + ".incr/shop-%04d-incr".formatted(i),
                    Manifests.increment(name, parent, (i - 1) * 1000L, i * 1000L, i * 1000L + 10));
        }
        long since = storage.begin();
        Member first = dev.dromedary.step.Manifests.find(storage, base).orElseThrow();
        Chain chain = Chain.of(first, dev.dromedary.step.Manifests.increments(storage, base));
        assertThat(chain.members()).hasSize(length);
        assertThat(storage.told("chain of " + length, since)).isEqualTo(length + Math.ceilDiv(length - 1, PAGE));
    }

    private static Member store(Storage storage, String key, Member member) {
        Manifest manifest = member.manifest();
        String object = new BackupKeys(key).manifest();
        byte[] file = ManifestFile.encode(manifest);
        storage.put(object, file, true);
        return ManifestFile.decode(object, file);
    }

    private static void all(int number, IntConsumer action) {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, number).forEach(i -> threads.execute(() -> action.accept(i)));
        }
    }

    private static S3Settings settings() {
        S3Settings settings = new S3Settings();
        settings.setSecrets((secret, key) -> Optional.of(System.getenv(
                        key.equals("AWS_ACCESS_KEY_ID") ? "TESTBED_S3_ACCESS_KEY" : "TESTBED_S3_SECRET_KEY"))
                .filter(value -> key.endsWith("KEY") || key.endsWith("ID"))
                .map(value -> value.getBytes(StandardCharsets.UTF_8)));
        settings.setCredentialsSecret("testbed");
        settings.setBucket("backups");
        settings.setRegion("us-east-1");
        settings.setEndpointUrl(System.getenv("TESTBED_S3_ENDPOINT"));
        settings.setConnectTimeout(10_000);
        settings.setRequestTimeout(60_000);
        settings.setAttempts(1);
        settings.setConnections(8);
        return settings;
    }

    /** Counts what is asked of the server. */
    private static final class Counted implements Storage {
        private final S3Client client;
        private final S3Bucket bucket;
        private int requests;

        Counted(S3Client client, S3Bucket bucket) {
            this.client = client;
            this.bucket = bucket;
        }

        long begin() {
            requests = 0;
            return System.nanoTime();
        }

        int told(String what, long since) {
            System.out.printf("%s: %.2f s, %d requests%n", what, (System.nanoTime() - since) / 1e9, requests);
            return requests;
        }

        @Override
        public void put(String key, byte[] body, boolean ifAbsent) {
            client.putObject(request -> request.bucket("backups").key(key), RequestBody.fromBytes(body));
        }

        @Override
        public byte[] get(String key) {
            requests++;
            return bucket.get(key);
        }

        @Override
        public long size(String key) {
            requests++;
            return bucket.size(key);
        }

        @Override
        public List<StoredObject> list(String listed) {
            List<StoredObject> found = bucket.list(listed);
            requests += Math.max(1, Math.ceilDiv(found.size(), PAGE));
            return found;
        }

        @Override
        public void delete(List<String> keys) {
            bucket.delete(keys);
        }
    }
}
