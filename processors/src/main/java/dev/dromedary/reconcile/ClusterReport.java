package dev.dromedary.reconcile;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.ClusterStatus;
import dev.dromedary.api.ComponentStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.status.BackupException;
import java.util.HashMap;
import java.util.Map;

/** Writes into a cluster's status, and into Events, what was seen of it. */
final class ClusterReport {
    private final PerconaServerMySQL cluster;
    private final ClusterStatus status;
    private final StatusChange change;

    ClusterReport(ClusterView view) {
        this.cluster = view.cluster();
        this.status = cluster.getStatus();
        this.change = new StatusChange(cluster, status.conditions, generation -> {}, view.now());
    }

    Decision decision(Next next) {
        return change.decision(next, null);
    }

    void annotate(String key, String value) {
        Map<String, String> annotations = new HashMap<>();
        if (cluster.getMetadata().getAnnotations() != null) {
            annotations.putAll(cluster.getMetadata().getAnnotations());
        }
        annotations.put(key, value);
        cluster.getMetadata().setAnnotations(annotations);
    }

    /** @param size how many members there are to be */
    void members(int size, int ready) {
        if (status.mysql == null) {
            status.mysql = new ComponentStatus();
        }
        status.mysql.size = size;
        status.mysql.ready = ready;
    }

    void state(ClusterState state, String message) {
        boolean changed = become(state);
        String reason = reason(state);
        change.condition(Conditions.READY, state == ClusterState.READY, reason, message);
        change.condition("Initializing", state == ClusterState.INITIALIZING, reason, message);
        change.condition("Error", false, reason, message);
        if (changed) {
            change.note(false, reason, message);
        }
    }

    private static String reason(ClusterState state) {
        String wire = state.wire();
        return Character.toUpperCase(wire.charAt(0)) + wire.substring(1);
    }

    void error(BackupException failure) {
        boolean told = become(ClusterState.ERROR);
        String reason = failure.reason().name();
        boolean other = told
                || Conditions.find(status.conditions, "Error")
                        .filter(error -> failure.describe().equals(error.getMessage()))
                        .isEmpty();
        change.condition(Conditions.READY, false, reason, failure.describe());
        change.condition("Error", true, reason, failure.describe());
        if (other) {
            change.note(true, reason, failure.describe());
        }
    }

    private boolean become(ClusterState state) {
        boolean changed = status.stateOrNew() != state;
        status.state = state;
        if (status.mysql != null) {
            status.mysql.state = state.wire();
        }
        return changed;
    }
}
