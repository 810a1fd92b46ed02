package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RestoreState;
import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WatchesTest {
    private static final Duration NEVER = Duration.ZERO;

    private final ApiServer server = new ApiServer();
    private final WorkQueue<ResourceKey> queue =
            new WorkQueue<>(ResourceKey::namespace, Duration.ofDays(1), Duration.ofDays(1), System::nanoTime);
    private final Watches watches = new Watches(server.client, List.of(), NEVER);

    /** All of these are there before anything is watched. */
    @BeforeEach
    void resources() {
        server.backup("ns", "done", BackupState.SUCCEEDED);
        server.backup("ns", "failed", BackupState.FAILED);
        server.backup("ns", "new", BackupState.NEW);
        server.restore("ns", "restored", RestoreState.SUCCEEDED);
        server.restore("ns", "restoring", RestoreState.RUNNING);
        server.cluster("ns", "c");
        server.backup("other", "waiting", BackupState.NEW);
        server.restore("fence", "fence", RestoreState.NEW);
    }

    @AfterEach
    void close() {
        watches.close();
        server.close();
    }

    /** Everything that is to be looked at in the beginning has been. */
    private void start() throws InterruptedException {
        watches.subscribe(queue);
        watches.start();
        Set<String> woken = new TreeSet<>();
        while (!woken.equals(Set.of("c", "new", "restoring", "waiting", "fence"))) {
            note(queue.take(), woken);
        }
    }

    /** What was to be looked at before the fence, by name; restores come last of all in a namespace. */
    private Set<String> untilTheFence() throws InterruptedException {
        Set<String> woken = new TreeSet<>();
        while (!woken.contains("fence")) {
            note(queue.take(), woken);
        }
        for (Optional<ResourceKey> key = queue.poll(); key.isPresent(); key = queue.poll()) {
            note(key.get(), woken);
        }
        woken.remove("fence");
        return woken;
    }

    private void note(ResourceKey key, Set<String> woken) {
        woken.add(key.name());
        queue.done(key);
    }

    private void edit(String namespace, String name, Consumer<PerconaServerMySQLBackup> change) {
        server.client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(namespace)
                .withName(name)
                .edit(stored -> {
                    change.accept(stored);
                    return stored;
                });
    }

    private static void annotate(HasMetadata resource, String annotation) {
        resource.getMetadata().getAnnotations().put(annotation, "true");
    }

    /** What an edit of a backup wakes; its event comes before that of the fence's backup. */
    private Set<String> wokenByEdit(String name, Consumer<PerconaServerMySQLBackup> change)
            throws InterruptedException {
        edit("ns", name, change);
        server.backup("fence", "b" + System.nanoTime(), BackupState.SUCCEEDED);
        return untilTheFence();
    }

    @Test
    void atTheStartAllThatIsUnfinishedIsLookedAtAndNothingElse() throws Exception {
        start();

        server.backup("fence", "b", BackupState.SUCCEEDED);
        assertThat(untilTheFence()).isEmpty();
    }

    @Test
    void aChangeConcernsWhatIsUnfinishedInItsNamespace() throws Exception {
        start();

        assertThat(wokenByEdit("new", backup -> backup.getStatus().state = BackupState.RUNNING))
                .containsExactly("c", "new", "restoring");
    }

    @Test
    void aBackupThatHasEndedIsNotLookedAtForItsStatusButOthersAre() throws Exception {
        start();

        assertThat(wokenByEdit("new", backup -> backup.getStatus().state = BackupState.SUCCEEDED))
                .containsExactly("c", "restoring");
    }

    @Test
    void aFinishedBackupIsLookedAtWhenItsOwnerTouchesIt() throws Exception {
        start();

        assertThat(wokenByEdit("done", backup -> annotate(backup, Names.ABANDON_OBJECTS_ANNOTATION)))
                .contains("done");
        assertThat(wokenByEdit("failed", backup -> backup.getSpec().sourcePod = "c-mysql-1"))
                .contains("failed")
                .doesNotContain("done");
    }

    @Test
    void aDeletionIsTold() throws Exception {
        start();

        server.client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace("ns")
                .withName("done")
                .delete();
        server.backup("fence", "b", BackupState.SUCCEEDED);

        assertThat(untilTheFence()).contains("done", "new");
        assertThat(watches.backups().get("ns", "done")).isEmpty();
    }

    @Test
    void aJobAPodAndAStatefulSetWakeTheirNamespace() throws Exception {
        start();

        server.store(ours(new Job(), "ns"));
        server.store(ours(new Job(), "fence"));
        assertThat(untilTheFence()).containsExactly("c", "new", "restoring");
        server.store(ours(new Pod(), "ns"));
        server.store(ours(new Pod(), "fence"));
        assertThat(untilTheFence()).containsExactly("c", "new", "restoring");
        server.store(ApiServer.named(new StatefulSet(), "ns", "c-mysql"));
        server.store(ApiServer.named(new StatefulSet(), "fence", "c-mysql"));
        assertThat(untilTheFence()).containsExactly("c", "new", "restoring");
        assertThat(watches.statefulSets().get("ns", "c-mysql")).isPresent();
    }

    private static <T extends HasMetadata> T ours(T resource, String namespace) {
        ApiServer.named(resource, namespace, "xb").getMetadata().setLabels(Map.of(Names.NAME_LABEL, "xtrabackup"));
        return resource;
    }

    @Test
    void aJobThatIsNotOursIsNotEvenSeen() throws Exception {
        start();

        server.store(ApiServer.named(new Job(), "ns", "theirs"));
        server.store(ours(new Job(), "fence"));

        assertThat(untilTheFence()).isEmpty();
        assertThat(watches.jobs().list(null)).hasSize(1);
    }

    @Test
    void whatIsNeverReadIsNotKept() throws Exception {
        start();

        wokenByEdit("done", backup -> backup.getMetadata()
                .setManagedFields(List.of(
                        new ManagedFieldsEntryBuilder().withManager("kubectl").build())));

        var metadata = watches.backups().get("ns", "done").orElseThrow().getMetadata();
        assertThat(metadata.getManagedFields()).isEmpty();
        assertThat(metadata.getAnnotations()).containsOnlyKeys("theirs");
    }

    @Test
    void aResourceCanBeLookedAtLater() throws Exception {
        start();

        watches.wake(new ResourceKey("PerconaServerMySQLBackup", "ns", "done"), Duration.ofMillis(1));

        assertThat(queue.take().name()).isEqualTo("done");
    }

    @Test
    void onlyTheNamespacesThatAreNamedAreWatched() throws Exception {
        try (Watches some = new Watches(server.client, List.of("ns", "fence"), NEVER)) {
            some.subscribe(queue);
            some.start();

            assertThat(untilTheFence()).containsExactly("c", "new", "restoring");
            assertThat(some.backups().list(null)).hasSize(3);
        }
    }

    /** As after a long cut: what happened meanwhile is found by listing anew. */
    @Test
    void aWatchWhoseVersionIsForgottenBeginsAnew() throws Exception {
        server.forgetTheirVersion(2);
        start();
        while (server.lists() < 3 || !watches.blind().isEmpty()) {
            Thread.onSpinWait();
        }

        server.backup("other", "later", BackupState.NEW);

        Set<String> woken = new TreeSet<>();
        while (!woken.contains("later")) {
            note(queue.take(), woken);
        }
    }

    @Test
    void everythingIsToldAgainOnceInAWhile() throws Exception {
        try (Watches restless = new Watches(server.client, List.of("ns"), Duration.ofSeconds(1))) {
            restless.subscribe(queue);
            restless.start();
            Set<String> woken = new TreeSet<>();
            int times = 0;
            while (times < 2) {
                ResourceKey key = queue.take();
                note(key, woken);
                times += key.name().equals("new") ? 1 : 0;
            }

            assertThat(woken).isSubsetOf("c", "new", "restoring");
        }
    }
}
