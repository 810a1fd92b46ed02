package dev.dromedary.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The conditions of a status. The time of a transition stays where the status of the condition stays. */
final class Conditions {
    static final String READY = "Ready";
    static final String TRUE = "True";
    static final String FALSE = "False";
    /** Of what is under way: its transition time is when it began. */
    static final String UNKNOWN = "Unknown";

    private Conditions() {}

    static void set(
            List<Condition> conditions,
            String type,
            boolean holds,
            String reason,
            String message,
            Long generation,
            Instant now) {
        set(conditions, type, holds ? TRUE : FALSE, reason, message, generation, now);
    }

    static void set(
            List<Condition> conditions,
            String type,
            String status,
            String reason,
            String message,
            Long generation,
            Instant now) {
        Optional<Condition> before = find(conditions, type);
        String since = before.filter(condition -> status.equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
        Condition condition = new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
        if (before.isEmpty()) {
            conditions.add(condition);
        } else {
            conditions.replaceAll(old -> Objects.equals(old.getType(), type) ? condition : old);
        }
    }

    static boolean holds(List<Condition> conditions, String type) {
        return is(conditions, type, TRUE);
    }

    static boolean fails(List<Condition> conditions, String type) {
        return is(conditions, type, FALSE);
    }

    static boolean underWay(List<Condition> conditions, String type) {
        return is(conditions, type, UNKNOWN);
    }

    private static boolean is(List<Condition> conditions, String type, String status) {
        return find(conditions, type)
                .filter(condition -> status.equals(condition.getStatus()))
                .isPresent();
    }

    static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    static void remove(List<Condition> conditions, String type) {
        conditions.removeIf(condition -> type.equals(condition.getType()));
    }
}
