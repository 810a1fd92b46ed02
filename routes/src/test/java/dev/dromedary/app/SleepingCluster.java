package dev.dromedary.app;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.MySqlSection;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.StorageSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A cluster named c whose pods sleep in the place of a server, each with a claim, on the node of KUBECONFIG. */
final class SleepingCluster {
    private final ApiNamespace namespace;
    private final int members;

    SleepingCluster(ApiNamespace namespace, int members) {
        this.namespace = namespace;
        this.members = members;
    }

    void create() {
        createSet("c-mysql");
        createResource(resource -> {});
    }

    void createSet(String name) {
        String set = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: %s}
            spec:
              replicas: %d
              podManagementPolicy: Parallel
              selector: {matchLabels: {app: c}}
              template:
                metadata: {labels: {app: c}}
                spec:
                  terminationGracePeriodSeconds: 5
                  containers:
                    - name: mysql
                      image: busybox:1
                      imagePullPolicy: IfNotPresent
                      command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 0.1; done"]
                      volumeMounts: [{name: datadir, mountPath: /var/lib/mysql}]
              volumeClaimTemplates:
                - metadata: {name: datadir}
                  spec:
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 16Mi}}
            """.formatted(name, members);
        StatefulSet made = namespace.client.getKubernetesSerialization().unmarshal(set, StatefulSet.class);
        namespace.client.resource(namespace.named(made, name)).create();
    }

    void createResource(Consumer<PerconaServerMySQL> change) {
        namespace.cluster("c", resource -> {
            resource.getSpec().mysql = new MySqlSection();
            resource.getSpec().backup = new BackupSection();
            resource.getSpec().backup.enabled = true;
            resource.getSpec().backup.image = "busybox:1";
            StorageSpec storage = new StorageSpec();
            storage.type = "file";
            storage.options.put("directory", "/backups");
            resource.getSpec().backup.storages.put("s", storage);
            change.accept(resource);
        });
    }

    PerconaServerMySQL resource() {
        return namespace
                .client
                .resources(PerconaServerMySQL.class)
                .inNamespace(namespace.name)
                .withName("c")
                .get();
    }

    void pause(boolean pause) {
        namespace
                .client
                .resources(PerconaServerMySQL.class)
                .inNamespace(namespace.name)
                .withName("c")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"pause\":" + pause + "}}");
    }

    /** How many members it gets when its pause ends, or null. */
    String kept() {
        Map<String, String> annotations = resource().getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Names.MEMBERS_ANNOTATION);
    }

    void until(ClusterState state) throws Exception {
        try {
            Await.until("the cluster is " + state, () -> resource().getStatus().stateOrNew() == state);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + NodeTrouble.of(namespace.client, namespace.name), e);
        }
    }

    List<String> pods() {
        return namespace.client.pods().inNamespace(namespace.name).withLabel("app", "c").list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** The uid of each claim by its name; one that is being deleted is not counted. */
    Map<String, String> claims() {
        return namespace.client.persistentVolumeClaims().inNamespace(namespace.name).list().getItems().stream()
                .map(PersistentVolumeClaim::getMetadata)
                .filter(metadata -> metadata.getDeletionTimestamp() == null)
                .collect(Collectors.toMap(
                        metadata -> metadata.getName(),
                        metadata -> metadata.getUid(),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
