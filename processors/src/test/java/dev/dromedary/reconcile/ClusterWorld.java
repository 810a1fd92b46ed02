package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** A cluster of three, and its set as it is seen. */
final class ClusterWorld {
    final World world = new World();
    final PerconaServerMySQL cluster = world.cluster;
    ServerSet set = set(3, 3, 3);

    ClusterWorld() {
        cluster.getSpec().backup.image = "tool:1";
        cluster.getMetadata().setAnnotations(new HashMap<>());
    }

    static ServerSet set(int replicas, int members, int ready) {
        return new ServerSet("c-mysql", true, 0, replicas, members, ready, true, false);
    }

    Decision decide() {
        return ClusterDecider.decide(new ClusterView(cluster, set, new ArrayList<>(world.restores), World.NOW));
    }

    void keep(String members) {
        cluster.getMetadata().setAnnotations(new HashMap<>(Map.of(Names.MEMBERS_ANNOTATION, members)));
    }

    String kept() {
        return cluster.getMetadata().getAnnotations().get(Names.MEMBERS_ANNOTATION);
    }

    int size() {
        return cluster.getStatus().mysql.size;
    }

    void assertState(ClusterState state, int size, int ready) {
        assertThat(cluster.getStatus().state).isEqualTo(state);
        assertThat(size()).isEqualTo(size);
        assertThat(cluster.getStatus().mysql.ready).isEqualTo(ready);
        assertThat(cluster.getStatus().mysql.state).isEqualTo(state.wire());
    }

    void assertError(String message) {
        assertThat(cluster.getStatus().state).isEqualTo(ClusterState.ERROR);
        assertThat(holds("Error")).isTrue();
        assertThat(message("Error")).startsWith(message);
    }

    boolean holds(String condition) {
        return Conditions.holds(cluster.getStatus().conditions, condition);
    }

    String message(String condition) {
        return Conditions.find(cluster.getStatus().conditions, condition)
                .orElseThrow()
                .getMessage();
    }
}
