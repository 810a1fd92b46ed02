package dev.dromedary.kube;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An API server that keeps what it is given and tells who watches; a real one is asked in the tests named IT. There is one
 * for the cases of a class, each of which finds it empty.
 */
final class ApiServer implements BeforeEachCallback, AfterAllCallback {
    private static final Logger CHATTER = Logger.getLogger("io.fabric8.mockwebserver");

    static {
        CHATTER.setLevel(Level.WARNING);
    }

    private static final List<CustomResourceDefinitionContext> OURS = Stream.of(
                    PerconaServerMySQL.class, PerconaServerMySQLBackup.class, PerconaServerMySQLRestore.class)
            .map(CustomResourceDefinitionContext::fromCustomResourceType)
            .toList();

    private final KubernetesMockServer server;
    private final AtomicInteger gone = new AtomicInteger();
    private final AtomicInteger lists = new AtomicInteger();
    final KubernetesClient client;

    ApiServer() {
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Dispatcher(), false);
        server.init();
        client = server.createClient();
        // It answers at once, or never.
        client.getConfiguration().setWatchReconnectInterval(10);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        server.reset();
        OURS.forEach(server::expectCustomResource);
        gone.set(0);
        lists.set(0);
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        close();
    }

    void close() {
        client.close();
        server.destroy();
    }

    /** How often it has been asked anything. */
    int requests() {
        return server.getRequestCount();
    }

    /** Method and path of what it was asked last. */
    String lastRequest() throws InterruptedException {
        RecordedRequest asked = server.getLastRequest();
        return asked.getMethod() + " " + asked.getPath();
    }

    /** The next watches of backups begin at a version that the server does not remember any more. */
    void forgetTheirVersion(int watches) {
        gone.set(watches);
    }

    /** How often backups have been listed. */
    int lists() {
        return lists.get();
    }

    private final class Dispatcher extends KubernetesCrudDispatcher {
        Dispatcher() {
            super(OURS);
        }

        @Override
        public MockResponse handleGet(String path) {
            if (path.contains("perconaservermysqlbackups?")) {
                lists.incrementAndGet();
            }
            return super.handleGet(path);
        }

        @Override
        public MockResponse handleWatch(String path) {
            if (!path.contains("perconaservermysqlbackups?") || gone.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                return super.handleWatch(path);
            }
            return new MockResponse().withWebSocketUpgrade(new WebSocketListener() {
                @Override
                public void onOpen(WebSocket watch, Response response) {
                    watch.send("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\","
                            + "\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410}}");
                }
            });
        }
    }

    /** One that does not try again. */
    KubernetesClient impatientClient() {
        return server.createClient(builder -> builder.withConfig(new ConfigBuilder(client.getConfiguration())
                .withRequestRetryBackoffLimit(0)
                .build()));
    }

    PerconaServerMySQLBackup backup(String namespace, String name, BackupState state) {
        PerconaServerMySQLBackup backup = named(new PerconaServerMySQLBackup(), namespace, name);
        backup.getSpec().clusterName = "c";
        backup.getSpec().storageName = "s";
        backup.getStatus().state = state;
        return store(backup);
    }

    PerconaServerMySQLRestore restore(String namespace, String name, RestoreState state) {
        PerconaServerMySQLRestore restore = named(new PerconaServerMySQLRestore(), namespace, name);
        restore.getSpec().clusterName = "c";
        restore.getStatus().state = state;
        return store(restore);
    }

    PerconaServerMySQL cluster(String namespace, String name) {
        return store(named(new PerconaServerMySQL(), namespace, name));
    }

    <T extends HasMetadata> T store(T resource) {
        return client.resource(resource).create();
    }

    static <T extends HasMetadata> T named(T resource, String namespace, String name) {
        resource.setMetadata(new ObjectMeta());
        resource.getMetadata().setNamespace(namespace);
        resource.getMetadata().setName(name);
        resource.getMetadata().setGeneration(1L);
        resource.getMetadata().setAnnotations(new HashMap<>(Map.of("theirs", "1", SlimStore.LAST_APPLIED, "{}")));
        return resource;
    }

    /** A claim that something still holds, so that a deletion leaves it on its way out. */
    void heldClaim(String namespace, String name, boolean leaving) {
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withFinalizers("kubernetes.io/pvc-protection")
                .endMetadata()
                .build();
        client.resource(claim).createOr(NonDeletingOperation::update);
        if (leaving) {
            client.resource(claim).delete();
        }
    }
}
