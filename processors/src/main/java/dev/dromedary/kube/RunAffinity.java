package dev.dromedary.kube;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import java.util.List;
import java.util.Optional;

/** Where a pod may run: where the storage says, and on the node of the server whose claim it mounts. */
final class RunAffinity {
    private RunAffinity() {}

    /**
     * By the scheduler and not past it, so that quotas, taints and full nodes are told and not run into. By the node's name,
     * since its label with the host's name may say something else.
     *
     * @param wish null where the storage has none
     * @param node null for any
     */
    static Affinity of(Affinity wish, String node) {
        if (node == null) {
            return wish;
        }
        Optional<NodeAffinity> nodes = Optional.ofNullable(wish).map(Affinity::getNodeAffinity);
        List<NodeSelectorTerm> terms = nodes.map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .map(NodeSelector::getNodeSelectorTerms)
                .orElse(List.of(new NodeSelectorTerm()));
        // Terms are alternatives, so the node has to be in each.
        NodeSelector required = new NodeSelectorBuilder()
                .withNodeSelectorTerms(
                        terms.stream().map(term -> on(node, term)).toList())
                .build();
        return new AffinityBuilder(wish == null ? new Affinity() : wish)
                .editOrNewNodeAffinity()
                .withRequiredDuringSchedulingIgnoredDuringExecution(required)
                .endNodeAffinity()
                .build();
    }

    private static NodeSelectorTerm on(String node, NodeSelectorTerm term) {
        return new NodeSelectorTermBuilder(term)
                .addNewMatchField()
                .withKey("metadata.name")
                .withOperator("In")
                .withValues(node)
                .endMatchField()
                .build();
    }
}
