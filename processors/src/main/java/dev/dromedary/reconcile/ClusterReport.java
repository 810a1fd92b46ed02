package dev.dromedary.reconcile;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.ClusterStatus;
import dev.dromedary.api.ComponentStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes into a cluster's status, and into Events, what was seen of it. */
final class ClusterReport {
    private static final String SCHEDULES = "SchedulesValid";

    private final ClusterView view;
    private final PerconaServerMySQL cluster;
    private final ClusterStatus status;
    private final String before;
    private final List<Note> notes = new ArrayList<>();

    ClusterReport(ClusterView view) {
        this.view = view;
        this.cluster = view.cluster();
        this.status = cluster.getStatus();
        this.before = snapshot();
    }

    private String snapshot() {
        return Serialization.asJson(cluster);
    }

    Decision decision(Next next) {
        return new Decision(cluster, !before.equals(snapshot()), List.copyOf(notes), next, null);
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
        condition(Conditions.READY, state == ClusterState.READY, reason, message);
        condition("Initializing", state == ClusterState.INITIALIZING, reason, message);
        condition("Error", false, reason, message);
        if (changed) {
            note(false, reason, message);
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
        condition(Conditions.READY, false, reason, failure.describe());
        condition("Error", true, reason, failure.describe());
        if (other) {
            note(true, reason, failure.describe());
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

    /** @param wrong what is wrong with the schedules */
    void schedules(List<String> wrong) {
        String message = String.join("; ", wrong);
        boolean valid = wrong.isEmpty();
        boolean before = Conditions.find(status.conditions, SCHEDULES)
                .filter(condition -> message.equals(condition.getMessage()))
                .isPresent();
        if (valid) {
            Conditions.remove(status.conditions, SCHEDULES);
        } else if (!before) {
            condition(SCHEDULES, false, Reason.ResourceInvalid.name(), message);
            note(true, Reason.ResourceInvalid.name(), message);
        }
    }

    private void condition(String type, boolean holds, String reason, String message) {
        Conditions.set(
                status.conditions,
                type,
                holds,
                reason,
                message,
                cluster.getMetadata().getGeneration(),
                view.now());
    }

    private void note(boolean warning, String reason, String message) {
        var metadata = cluster.getMetadata();
        notes.add(new Note(
                new ResourceKey(cluster.getKind(), metadata.getNamespace(), metadata.getName()),
                metadata.getUid(),
                warning,
                reason,
                message));
    }
}
