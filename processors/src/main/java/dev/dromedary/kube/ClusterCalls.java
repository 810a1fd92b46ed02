package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is asked of the API server about a cluster and its StatefulSet. */
final class ClusterCalls {
    private final KubernetesClient client;

    ClusterCalls(KubernetesClient client) {
        this.client = client;
    }

    /** @param pause null takes the field out */
    void pause(PerconaServerMySQL cluster, Boolean pause) {
        patch(cluster, Map.of("spec", field("pause", pause)));
    }

    /**
     * At once, so that nobody scales a cluster whose pause has ended to another number.
     *
     * @param pause null takes the field out
     */
    void pause(PerconaServerMySQL cluster, Boolean pause, int members) {
        patch(cluster, Map.of("spec", field("pause", pause), "metadata", members(Integer.toString(members))));
    }

    void forgetMembers(PerconaServerMySQL cluster) {
        patch(cluster, Map.of("metadata", members(null)));
    }

    private static Map<String, Object> members(String value) {
        return Map.of("annotations", field(Names.MEMBERS_ANNOTATION, value));
    }

    /** In a merge patch, null takes a field out. */
    private static Map<String, Object> field(String name, Object value) {
        Map<String, Object> field = new HashMap<>();
        field.put(name, value);
        return field;
    }

    private void patch(PerconaServerMySQL cluster, Map<String, Object> change) {
        client.resources(PerconaServerMySQL.class)
                .inNamespace(cluster.getMetadata().getNamespace())
                .withName(cluster.getMetadata().getName())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(change));
    }

    void scale(String namespace, String set, int replicas) {
        set(namespace, set)
                .scale(new ScaleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(set)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .endSpec()
                        .build());
    }

    Optional<StatefulSet> read(String namespace, String set) {
        return Optional.ofNullable(set(namespace, set).get());
    }

    private RollableScalableResource<StatefulSet> set(String namespace, String set) {
        return client.apps().statefulSets().inNamespace(namespace).withName(set);
    }

    /** Whether the pod is there, is no leaving one, and is ready. */
    boolean podReady(String namespace, String name) {
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        return pod != null
                && pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> Objects.equals(condition.getType(), "Ready")
                                && Objects.equals(condition.getStatus(), "True"));
    }

    List<PersistentVolumeClaim> claims(String namespace) {
        return client.persistentVolumeClaims().inNamespace(namespace).list().getItems();
    }

    void delete(PersistentVolumeClaim claim) {
        client.resource(claim).delete();
    }
}
