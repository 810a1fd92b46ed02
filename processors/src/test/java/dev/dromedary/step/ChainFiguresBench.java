package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.storage.S3Bucket;
import dev.dromedary.storage.S3Clients;
import dev.dromedary.storage.S3Settings;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * What {@code get backups --storage-file} and a long chain cost behind S3, in seconds and in requests of the client, pages of
 * lists included; {@link RequestCountTest} has the growth that must not be. Not run with the tests, whose time it would take:
 * {@code mvn -pl processors -am test -Dtest=ChainFiguresBench -Dsurefire.failIfNoSpecifiedTests=false}, with the variables
 * of the testbed.
 */
class ChainFiguresBench {
    /** As many as a backup of 700 MB has, for a manifest of the length of real ones. */
    private static final int PARTS = 45;

    private static final String BASE = "shop-%04d-full";

    private final String prefix = "figures-" + UUID.randomUUID();
    private final S3Settings settings = settings();
    private final Counted client = new Counted(S3Clients.open(settings));
    private final Storage storage = new Bucket(client, new S3Bucket(client, settings));
    private final StorageDescription description =
            new StorageDescription("s3", Map.of("bucket", "backups"), null, true);

    @AfterEach
    void remove() {
        storage.delete(storage.list(prefix).stream().map(StoredObject::key).toList());
        client.close();
    }

    @Test
    void figures() {
        // The first figures are those of a JVM that has just begun, as the program's are; the others compare.
        measure(1_000, 100);
        measure(1_000, 100);
        measure(1_000, 1_000);
        measure(10_000, 100);
    }

    private void measure(int backups, int length) {
        String folder = prefix + "/" + backups + "-" + length + "-" + UUID.randomUUID();
        store(folder, backups / length, length);
        String what = backups + " backups in chains of " + length;

        client.begin();
        Catalogue catalogue = ReadCatalogue.read(storage, description, folder);
        client.tell("list of " + what, backups);
        client.begin();
        // What the table shows of each.
        assertThat(catalogue.found())
                .hasSize(backups)
                .allMatch(each -> catalogue.broken(each).isEmpty());
        client.tell("states of " + what, backups);

        String base = folder + "/" + BASE.formatted(0);
        client.begin();
        Member first = dev.dromedary.step.Manifests.find(storage, base).orElseThrow();
        Chain chain = Chain.of(first, dev.dromedary.step.Manifests.increments(storage, base));
        client.tell("one chain of " + length, length);
        assertThat(chain.members()).hasSize(length);
    }

    private void store(String folder, int chains, int length) {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < chains; i++) {
                String base = BASE.formatted(i);
                Member parent = store(threads, folder, base, Manifests.base(base, 0));
                for (int depth = 1; depth < length; depth++) {
                    String name = base + ".incr/shop-%04d-incr".formatted(depth);
                    long from = (depth - 1) * 1000L;
                    parent = store(
                            threads, folder, name, Manifests.increment(name, parent, from, from + 1000, from + 1010));
                }
            }
        }
    }

    private Member store(ExecutorService threads, String folder, String name, Member member) {
        BackupKeys keys = new BackupKeys(folder + "/" + name);
        List<Part> parts = IntStream.range(0, PARTS)
                .mapToObj(i -> new Part(keys.part(i), 16 << 20, Hash.sha256(new byte[] {(byte) i})))
                .toList();
        Manifest manifest = member.manifest().with(parts);
        byte[] file = ManifestFile.encode(manifest);
        threads.execute(() -> storage.put(keys.manifest(), file, true));
        return ManifestFile.decode(keys.manifest(), file);
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

    /** Camel's component, which has the puts, is not what is measured. */
    private record Bucket(S3Client client, S3Bucket bucket) implements Storage {
        @Override
        public void put(String key, byte[] body, boolean ifAbsent) {
            client.putObject(request -> request.bucket("backups").key(key), RequestBody.fromBytes(body));
        }

        @Override
        public byte[] get(String key) {
            return bucket.get(key);
        }

        @Override
        public long size(String key) {
            return bucket.size(key);
        }

        @Override
        public List<StoredObject> list(String listed) {
            return bucket.list(listed);
        }

        @Override
        public void delete(List<String> keys) {
            bucket.delete(keys);
        }
    }

    /** Counts what is asked of the server. */
    private static final class Counted extends DelegatingS3Client {
        private final AtomicInteger requests = new AtomicInteger();
        private long since;

        Counted(S3Client client) {
            super(client);
        }

        @Override
        protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
            requests.incrementAndGet();
            return operation.apply(request);
        }

        void begin() {
            requests.set(0);
            since = System.nanoTime();
        }

        /** By the backup, too: what grows as their number does stays the same there. */
        void tell(String what, int backups) {
            double seconds = (System.nanoTime() - since) / 1e9;
            System.out.printf(
                    "%s: %.2f s, %d requests; by the backup %.2f ms, %.3f requests%n",
                    what, seconds, requests.get(), 1000 * seconds / backups, (double) requests.get() / backups);
        }
    }
}
