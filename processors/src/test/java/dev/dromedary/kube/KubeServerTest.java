package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.ComponentStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is watched is said here; the API server is a double that keeps what it is told. */
@EnableKubernetesMockClient(crud = true)
class KubeServerTest {
    private static final Instant BEGUN = Instant.parse("2024-06-15T10:30:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    KubernetesClient client;
    KubernetesMockServer server;

    private Instant now = BEGUN;
    private StatefulSet seen;

    @BeforeEach
    void aClusterOfThree() {
        PerconaServerMySQL cluster = new PerconaServerMySQL();
        cluster.getMetadata().setName("c");
        cluster.getMetadata().setNamespace("ns");
        cluster.getSpec().crVersion = "1.2.0";
        client.resource(cluster).create();
        for (String claim : List.of(
                "datadir-c-mysql-0",
                "datadir-c-mysql-1",
                "datadir-c-mysql-12",
                "datadir-c-mysql-x",
                "datadir-c-mysql-1-2",
                "logs-c-mysql-1",
                "datadir-d-mysql-1")) {
            client.resource(new PersistentVolumeClaimBuilder()
                            .withNewMetadata()
                            .withName(claim)
                            .withNamespace("ns")
                            .endMetadata()
                            .build())
                    .create();
        }
        set(3, 3, 3);
    }

    /** The set as it is, and as the watch has told of it. */
    private void set(int replicas, int members, int ready) {
        seen = new StatefulSetBuilder()
                .withNewMetadata()
                .withName("c-mysql")
                .withNamespace("ns")
                .withGeneration(7L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(7L)
                .withReplicas(members)
                .withReadyReplicas(ready)
                .endStatus()
                .build();
        client.resource(seen).delete();
        client.resource(seen).create();
    }

    private KubeServer ours() {
        return kube(false);
    }

    private KubeServer kube(boolean foreign) {
        return new KubeServer(
                client,
                (namespace, name) -> Optional.ofNullable(seen)
                        .filter(set -> namespace.equals("ns")
                                && name.equals(set.getMetadata().getName())),
                () -> now,
                LIMIT,
                foreign);
    }

    private PerconaServerMySQL cluster() {
        return client.resources(PerconaServerMySQL.class)
                .inNamespace("ns")
                .withName("c")
                .get();
    }

    private ServerAction action(Boolean pause, int members, boolean reclone) {
        return new ServerAction(cluster(), pause, members, reclone, BEGUN);
    }

    private String kept() {
        Map<String, String> annotations = cluster().getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Names.MEMBERS_ANNOTATION);
    }

    private List<String> claims() {
        return client.persistentVolumeClaims().inNamespace("ns").list().getItems().stream()
                .map(claim -> claim.getMetadata().getName())
                .sorted()
                .toList();
    }

    private void pod(String name, String ready) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("ns")
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready)
                        .endCondition()
                        .endStatus()
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    private int requests() {
        return server.getRequestCount();
    }

    @Test
    void whatIsSeenOfASetThatIsYoungOrMissing() {
        assertThat(ours().look(cluster()).stopped()).isFalse();
        assertThat(ours().look(cluster()).runs(3, 3)).isTrue();
        seen.setStatus(null);
        seen.getSpec().setReplicas(null);
        assertThat(ours().look(cluster()).replicas()).isEqualTo(1);
        assertThat(ours().look(cluster()).settled()).isFalse();
        seen = null;
        assertThat(ours().look(cluster()).exists()).isFalse();
        assertThatThrownBy(() -> ours().stop(action(true, 0, false)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StatefulSetNotFound));
    }

    @Test
    void aClusterIsStoppedWhenNoPodOfItIsLeft() {
        assertThat(ours().stop(action(true, 0, false))).isFalse();
        assertThat(cluster().getSpec().pause).isTrue();

        set(0, 1, 0);
        assertThat(ours().stop(action(true, 0, false))).as("one is ending").isFalse();
        set(0, 0, 0);
        assertThat(ours().stop(action(true, 0, false))).isTrue();
    }

    @Test
    void whatIsWatchedMayBeOldSoTheServerIsAskedBeforeTheDataIsTouched() {
        set(0, 0, 0);
        StatefulSet old = seen;
        set(3, 3, 3);
        seen = old;

        assertThat(ours().stop(action(true, 0, false))).isFalse();
    }

    @Test
    void whoWaitsCostsNoRequest() {
        ours().stop(action(true, 0, false));
        ServerAction again = action(true, 0, false);
        int before = requests();

        ours().stop(again);

        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void aClusterThatDoesNotStopInTimeIsTold() {
        now = BEGUN.plus(LIMIT);

        assertThatThrownBy(() -> ours().stop(action(true, 0, false)))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.ServerNotStopped);
                    assertThat(e).hasMessage("StatefulSet c-mysql is not down after 300 s, pods left: 3");
                });
    }

    @Test
    void theRestoredMemberIsStartedAlone() {
        ours().stop(action(true, 0, false));
        set(0, 0, 0);

        assertThat(ours().start(action(null, 1, false))).isFalse();
        assertThat(cluster().getSpec().pause).isNull();
        assertThat(kept()).isEqualTo("1");

        set(1, 1, 1);
        pod("c-mysql-0", "False");
        assertThat(ours().start(action(null, 1, false)))
                .as("the set is told to be ready, its pod is not")
                .isFalse();
        pod("c-mysql-0", "True");
        assertThat(ours().start(action(null, 1, false))).isTrue();
        assertThat(claims()).contains("datadir-c-mysql-1");
    }

    @Test
    void aMemberThatDoesNotStartInTimeIsTold() {
        set(1, 1, 0);
        now = BEGUN.plus(LIMIT);

        assertThatThrownBy(() -> ours().start(action(null, 1, false)))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.ServerNotStarted);
                    assertThat(e).hasMessage("pod c-mysql-0 is not ready after 300 s");
                });
    }

    @Test
    void theOthersFollowWhenTheirClaimsAreGone() {
        set(1, 1, 1);

        assertThat(ours().resume(action(null, 3, true))).isFalse();
        assertThat(claims())
                .containsExactly(
                        "datadir-c-mysql-0",
                        "datadir-c-mysql-1-2",
                        "datadir-c-mysql-x",
                        "datadir-d-mysql-1",
                        "logs-c-mysql-1");
        assertThat(kept()).isEqualTo("3");

        set(3, 2, 2);
        assertThat(ours().resume(action(null, 3, true))).isFalse();
        set(3, 3, 3);
        assertThat(ours().resume(action(null, 3, true))).isTrue();
    }

    @Test
    void claimsOfMembersThatRunAgainAreNotDeletedTwice() {
        set(1, 1, 1);
        ours().resume(action(null, 3, true));
        set(3, 3, 3);
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("datadir-c-mysql-1")
                        .withNamespace("ns")
                        .endMetadata()
                        .build())
                .create();

        ours().resume(action(null, 3, true));

        assertThat(claims()).contains("datadir-c-mysql-1");
    }

    @Test
    void claimsInUseAreNotDeletedThoughTheWatchHasNotToldOfIt() {
        set(1, 1, 1);
        StatefulSet old = seen;
        set(2, 2, 1);
        seen = old;

        assertThatThrownBy(() -> ours().resume(action(null, 3, true)))
                .hasMessage("StatefulSet c-mysql was scaled to 2 while its first member was restored, the others run"
                        + " on other data");
        assertThat(claims()).contains("datadir-c-mysql-1");
    }

    @Test
    void claimsOfMembersThatWereScaledAwayGoToo() {
        set(1, 1, 1);

        assertThat(ours().resume(action(null, 1, true))).isTrue();

        assertThat(claims()).contains("datadir-c-mysql-0").doesNotContain("datadir-c-mysql-1", "datadir-c-mysql-12");
    }

    @Test
    void theFirstMemberOfASetThatCountsFromFiveIsTheFifth() {
        set(1, 1, 1);
        StatefulSet five = new StatefulSetBuilder(seen)
                .editSpec()
                .withNewOrdinals(12)
                .endSpec()
                .build();
        client.resource(five).update();
        seen = five;

        ours().resume(action(null, 3, true));

        assertThat(claims()).contains("datadir-c-mysql-12").doesNotContain("datadir-c-mysql-0", "datadir-c-mysql-1");
    }

    @Test
    void membersThatDoNotFollowInTimeAreTold() {
        set(3, 3, 1);
        now = BEGUN.plus(LIMIT);

        assertThatThrownBy(() -> ours().resume(action(null, 3, true)))
                .hasMessage("1 of 3 members of StatefulSet c-mysql are ready after 300 s");
    }

    @Test
    void aPauseOfTheOwnerIsPutBack() {
        set(1, 1, 1);

        assertThat(ours().resume(action(true, 3, true))).isTrue();

        assertThat(cluster().getSpec().pause).isTrue();
        assertThat(kept()).isEqualTo("3");
        assertThat(claims()).doesNotContain("datadir-c-mysql-1");
    }

    @Test
    void whatTheOwnerHadWrittenIsWrittenAgain() {
        ours().stop(action(true, 0, false));
        set(0, 0, 0);

        ours().start(action(false, 3, false));

        assertThat(cluster().getSpec().pause).isFalse();
        assertThat(kept()).isEqualTo("3");
    }

    @Test
    void anotherOperatorIsToldByThePauseAlone() {
        KubeServer kube = kube(true);
        kube.stop(action(true, 0, false));
        set(0, 0, 0);

        assertThat(kube.start(action(null, 3, true))).isFalse();
        assertThat(cluster().getSpec().pause).isNull();
        assertThat(kept()).isNull();
        assertThat(claims()).contains("datadir-c-mysql-0").doesNotContain("datadir-c-mysql-1");

        set(3, 3, 3);
        pod("c-mysql-0", "True");
        assertThat(kube.start(action(null, 3, true))).as("its operator says").isFalse();
        ServerAction ready = action(null, 3, true);
        ready.cluster().getStatus().state = ClusterState.READY;
        assertThat(kube.start(ready)).isTrue();
    }

    @Test
    void aSetIsScaledToTheSizeInTheStatusAndTheNumberNotKeptLonger() throws InterruptedException {
        PerconaServerMySQL cluster = cluster();
        cluster.getMetadata().setAnnotations(Map.of(Names.MEMBERS_ANNOTATION, "2"));
        cluster = client.resource(cluster).update();
        cluster.getStatus().mysql = new ComponentStatus();
        cluster.getStatus().mysql.size = 0;
        ours().scale(cluster);
        var asked = server.getLastRequest();
        assertThat(asked.getMethod() + " " + asked.getPath())
                .isEqualTo("PUT /apis/apps/v1/namespaces/ns/statefulsets/c-mysql/scale");
        assertThat(asked.getBody().readUtf8()).contains("\"replicas\":0");
        assertThat(kept()).as("for the end of the pause").isEqualTo("2");

        cluster.getStatus().mysql.size = 2;
        ours().scale(cluster);
        assertThat(kept()).isNull();
    }
}
