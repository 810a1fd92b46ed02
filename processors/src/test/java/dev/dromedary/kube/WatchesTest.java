package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which change of what has which resources looked at. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WatchesTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private Watches watches;
    private WakeUps wakeUps;

    @BeforeEach
    void resources() {
        wakeUps = new WakeUps(SERVER);
        watches = new Watches(SERVER.client, List.of(), Duration.ZERO);
    }

    @AfterEach
    void close() {
        watches.close();
    }

    private static void annotate(HasMetadata resource, String annotation) {
        resource.getMetadata().getAnnotations().put(annotation, "true");
    }

    private static <T extends HasMetadata> T ours(T resource, String namespace) {
        ApiServer.named(resource, namespace, "xb").getMetadata().setLabels(Map.of(Names.NAME_LABEL, "xtrabackup"));
        return resource;
    }

    @Test
    void atTheStartAllThatIsUnfinishedIsLookedAtAndNothingElse() throws Exception {
        wakeUps.start(watches);

        SERVER.backup("fence", "b", BackupState.SUCCEEDED);
        assertThat(wakeUps.untilTheFence()).isEmpty();
    }

    @Test
    void aChangeConcernsWhatIsUnfinishedInItsNamespace() throws Exception {
        wakeUps.start(watches);

        assertThat(wakeUps.wokenByEdit("new", backup -> backup.getStatus().state = BackupState.RUNNING))
                .containsExactly("c", "new", "restoring");
    }

    @Test
    void aChangeOfAnotherClusterConcernsNoneButRestoresWhichMayNeedItsBackups() throws Exception {
        SERVER.cluster("ns", "d");
        PerconaServerMySQLBackup backup = SERVER.backup("ns", "of-d", BackupState.NEW);
        backup.getSpec().clusterName = "d";
        SERVER.client.resource(backup).update();
        wakeUps.start(watches, "d", "of-d");

        assertThat(wakeUps.wokenByEdit("of-d", edited -> edited.getStatus().state = BackupState.RUNNING))
                .containsExactly("d", "of-d", "restoring");
        assertThat(wakeUps.wokenByEdit("new", edited -> edited.getStatus().state = BackupState.RUNNING))
                .containsExactly("c", "new", "restoring");
    }

    @Test
    void aRunConcernsTheClusterOfItsResourceOnly() throws Exception {
        SERVER.cluster("ns", "d");
        wakeUps.start(watches, "d");
        Job job = ours(new Job(), "ns");
        job.getMetadata().setLabels(Map.of(Names.NAME_LABEL, "xtrabackup", Names.INSTANCE_LABEL, "done"));

        SERVER.store(job);
        SERVER.store(ours(new Job(), "fence"));

        assertThat(wakeUps.untilTheFence()).containsExactly("c", "new", "restoring");
    }

    @Test
    void aRestoreMayConcernAnyCluster() throws Exception {
        SERVER.cluster("ns", "d");
        wakeUps.start(watches, "d");

        SERVER.client
                .resources(PerconaServerMySQLRestore.class)
                .inNamespace("ns")
                .withName("restoring")
                .delete();
        // Of the same kind: each kind has a watch of its own, and two tell in any order.
        SERVER.restore("fence", "r", RestoreState.SUCCEEDED);

        assertThat(wakeUps.untilTheFence()).contains("c", "d", "new");
    }

    @Test
    void aBackupThatHasEndedIsNotLookedAtForItsStatusButOthersAre() throws Exception {
        wakeUps.start(watches);

        assertThat(wakeUps.wokenByEdit("new", backup -> backup.getStatus().state = BackupState.SUCCEEDED))
                .containsExactly("c", "restoring");
    }

    @Test
    void aFinishedBackupIsLookedAtWhenItsOwnerTouchesIt() throws Exception {
        wakeUps.start(watches);

        assertThat(wakeUps.wokenByEdit("done", backup -> annotate(backup, Names.ABANDON_OBJECTS_ANNOTATION)))
                .contains("done");
        assertThat(wakeUps.wokenByEdit("failed", backup -> backup.getSpec().sourcePod = "c-mysql-1"))
                .contains("failed")
                .doesNotContain("done");
    }

    @Test
    void aDeletionIsTold() throws Exception {
        wakeUps.start(watches);

        SERVER.client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace("ns")
                .withName("done")
                .delete();
        SERVER.backup("fence", "b", BackupState.SUCCEEDED);

        assertThat(wakeUps.untilTheFence()).contains("done", "new");
        assertThat(watches.backups().get("ns", "done")).isEmpty();
    }

    @Test
    void aJobAPodAndAStatefulSetWakeTheirNamespace() throws Exception {
        wakeUps.start(watches);

        SERVER.store(ours(new Job(), "ns"));
        SERVER.store(ours(new Job(), "fence"));
        assertThat(wakeUps.untilTheFence()).containsExactly("c", "new", "restoring");
        SERVER.store(ours(new Pod(), "ns"));
        SERVER.store(ours(new Pod(), "fence"));
        assertThat(wakeUps.untilTheFence()).containsExactly("c", "new", "restoring");
        SERVER.store(ApiServer.named(new StatefulSet(), "ns", "c-mysql"));
        SERVER.store(ApiServer.named(new StatefulSet(), "fence", "c-mysql"));
        assertThat(wakeUps.untilTheFence()).containsExactly("c", "new", "restoring");
        assertThat(watches.statefulSets().get("ns", "c-mysql")).isPresent();
    }

    @Test
    void aJobThatIsNotOursIsNotEvenSeen() throws Exception {
        wakeUps.start(watches);

        SERVER.store(ApiServer.named(new Job(), "ns", "theirs"));
        SERVER.store(ours(new Job(), "fence"));

        assertThat(wakeUps.untilTheFence()).isEmpty();
        assertThat(watches.jobs().list(null)).hasSize(1);
    }

    @Test
    void whatIsNeverReadIsNotKept() throws Exception {
        wakeUps.start(watches);

        wakeUps.wokenByEdit("done", backup -> backup.getMetadata()
                .setManagedFields(List.of(
                        new ManagedFieldsEntryBuilder().withManager("kubectl").build())));

        var metadata = watches.backups().get("ns", "done").orElseThrow().getMetadata();
        assertThat(metadata.getManagedFields()).isEmpty();
        assertThat(metadata.getAnnotations()).containsOnlyKeys("theirs");
    }

    @Test
    void aResourceCanBeLookedAtLater() throws Exception {
        wakeUps.start(watches);

        watches.wake(new ResourceKey("PerconaServerMySQLBackup", "ns", "done"), Duration.ofMillis(1));

        assertThat(wakeUps.next()).isEqualTo("done");
    }
}
