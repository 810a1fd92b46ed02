package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What a real API server, the one of KUBECONFIG, makes of what is written: subresources, patches and conflicts. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class KubeResourcesIT {
    private static RealApiServer server;

    private Watches watches;
    private KubeResources resources;
    private String name;

    @BeforeAll
    static void open() throws Exception {
        server = new RealApiServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void watch(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        server.backup(name);
        watches = new Watches(server.client, List.of(server.namespace), Duration.ZERO);
        resources = new KubeResources(server.client, watches);
        watches.start();
        while (!watches.listed()) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        watches.close();
    }

    private PerconaServerMySQLBackup get() {
        return (PerconaServerMySQLBackup)
                resources.get(new ResourceKey("PerconaServerMySQLBackup", server.namespace, name));
    }

    private PerconaServerMySQLBackup stored() {
        return server.client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(server.namespace)
                .withName(name)
                .get();
    }

    private static PerconaServerMySQLBackup in(BackupState state, PerconaServerMySQLBackup backup) {
        backup.getStatus().state = state;
        return backup;
    }

    private static void refused(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(409));
    }

    @Test
    void statusAnnotationsAndLabelsAreStoredAndTheSpecIsNot() {
        PerconaServerMySQLBackup backup = in(BackupState.STARTING, get());
        backup.getMetadata().setAnnotations(new HashMap<>(Map.of("ours", "2")));
        backup.getMetadata().setLabels(new HashMap<>(Map.of("label", "3")));
        backup.getSpec().storageName = "scribbled";

        HasMetadata answer = resources.update(backup);

        PerconaServerMySQLBackup stored = stored();
        assertThat(stored.getStatus().state).isEqualTo(BackupState.STARTING);
        assertThat(stored.getMetadata().getAnnotations())
                .containsOnlyKeys("ours", SlimStore.LAST_APPLIED)
                .containsEntry("ours", "2");
        assertThat(stored.getMetadata().getLabels()).containsEntry("label", "3");
        assertThat(stored.getSpec().storageName).isEqualTo("s");
        assertThat(stored.getMetadata().getManagedFields()).as("who wrote what").isNotEmpty();
        assertThat(answer.getMetadata().getResourceVersion())
                .isEqualTo(stored.getMetadata().getResourceVersion());
    }

    @Test
    void aFieldThatIsNoMoreInTheStatusIsGone() {
        PerconaServerMySQLBackup backup = in(BackupState.RUNNING, get());
        backup.getStatus().phase = "copying";
        resources.update(backup);
        PerconaServerMySQLBackup done = in(BackupState.SUCCEEDED, get());
        done.getStatus().phase = null;

        resources.update(done);

        assertThat(stored().getStatus().phase).isNull();
    }

    @Test
    void whatWasWrittenIsSeenAtOnce() {
        for (BackupState state : List.of(BackupState.STARTING, BackupState.RUNNING, BackupState.SUCCEEDED)) {
            resources.update(in(state, get()));

            assertThat(get().getStatus().state).isEqualTo(state);
            assertThat(resources.list(new ResourceList(
                            get().getKind(), get().getMetadata().getNamespace())))
                    .filteredOn(each -> each.getMetadata().getName().equals(name))
                    .singleElement()
                    .satisfies(each -> assertThat(((PerconaServerMySQLBackup) each).getStatus().state)
                            .isEqualTo(state));
        }
    }

    @Test
    void whatSomebodyElseChangedIsNotOverwritten() {
        PerconaServerMySQLBackup stale = in(BackupState.FAILED, get());
        resources.update(in(BackupState.RUNNING, get()));

        refused(() -> resources.update(stale));

        stale.getMetadata().getAnnotations().put("ours", "2");
        refused(() -> resources.update(stale));
        assertThat(stored().getStatus().state).isEqualTo(BackupState.RUNNING);
        assertThat(stored().getMetadata().getAnnotations()).doesNotContainKey("ours");
    }

    @Test
    void aResourceThatIsGoneIsGoneThoughWeWroteItLast() {
        resources.update(in(BackupState.RUNNING, get()));

        resources.delete(get());
        while (watches.backups().get(server.namespace, name).isPresent()) {
            Thread.onSpinWait();
        }

        assertThat(get()).isNull();
        assertThat(stored()).isNull();
    }

    @Test
    void aResourceThatChangedIsNotDeletedUnseen() {
        PerconaServerMySQLBackup stale = get();
        resources.update(in(BackupState.RUNNING, get()));

        refused(() -> resources.delete(stale));

        assertThat(stored()).isNotNull();
    }

    @Test
    void onlyOurOwnFinalizerIsRemoved() {
        server.client.resource(stored()).edit(backup -> {
            backup.getMetadata()
                    .setFinalizers(new ArrayList<>(
                            List.of("theirs.dev/one", Names.DELETE_BACKUP_FINALIZER, "theirs.dev/two")));
            return backup;
        });

        resources.release(stored());
        assertThat(stored().getMetadata().getFinalizers()).containsExactly("theirs.dev/one", "theirs.dev/two");

        PerconaServerMySQLBackup gone = stored();
        gone.getMetadata().getFinalizers().add(Names.DELETE_BACKUP_FINALIZER);
        server.client.resource(stored()).edit(backup -> {
            backup.getMetadata().setFinalizers(new ArrayList<>());
            return backup;
        });
        server.client.resource(gone).delete();
        resources.release(gone);
    }

    @Test
    void whatWasLetGoIsGoneThoughTheWatchHasNotTold() {
        server.client.resource(stored()).edit(backup -> {
            backup.getMetadata().setFinalizers(new ArrayList<>(List.of(Names.DELETE_BACKUP_FINALIZER)));
            return backup;
        });
        server.client.resource(stored()).delete();
        while (!get().isMarkedForDeletion()) {
            Thread.onSpinWait();
        }
        ResourceList all = new ResourceList(get().getKind(), server.namespace);
        assertThat(resources.list(all)).anySatisfy(this::isOurs);
        watches.close();

        resources.release(get());

        assertThat(stored()).isNull();
        assertThat(get()).isNull();
        assertThat(resources.list(all)).noneSatisfy(this::isOurs);
    }

    private void isOurs(HasMetadata resource) {
        assertThat(resource.getMetadata().getName()).isEqualTo(name);
    }
}
