package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.ServerAction;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster named c with a set of three on an API server; what is watched is said here. */
final class SetWorld {
    static final Instant BEGUN = Instant.parse("2024-06-15T10:30:00Z");
    static final Duration LIMIT = Duration.ofMinutes(5);

    Instant now = BEGUN;

    /** The set as the watch has told of it. */
    StatefulSet seen;

    private final KubernetesClient client;

    SetWorld(ApiServer server) {
        client = server.client;
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
            claim(claim);
        }
        set(3, 3, 3);
    }

    /** The set as it is, and as the watch has told of it. */
    void set(int replicas, int members, int ready) {
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

    KubeServer ours() {
        return kube(false);
    }

    KubeServer kube(boolean foreign) {
        return new KubeServer(
                client,
                (namespace, name) -> Optional.ofNullable(seen)
                        .filter(set -> namespace.equals("ns")
                                && name.equals(set.getMetadata().getName())),
                () -> now,
                LIMIT,
                foreign);
    }

    PerconaServerMySQL cluster() {
        return client.resources(PerconaServerMySQL.class)
                .inNamespace("ns")
                .withName("c")
                .get();
    }

    ServerAction action(Boolean pause, int members, boolean reclone) {
        return new ServerAction(cluster(), pause, members, reclone, BEGUN);
    }

    String kept() {
        Map<String, String> annotations = cluster().getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Names.MEMBERS_ANNOTATION);
    }

    List<String> claims() {
        return client.persistentVolumeClaims().inNamespace("ns").list().getItems().stream()
                .map(claim -> claim.getMetadata().getName())
                .sorted()
                .toList();
    }

    void claim(String name) {
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("ns")
                        .endMetadata()
                        .build())
                .create();
    }

    void pod(String name, String ready) {
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
}
