package dev.dromedary.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is kept in a storage.
 *
 * @param keepLast chains; 0 without such a rule
 * @param keepWithin null without such a rule
 * @param periods of the calendar, by how many of them
 * @param minimum complete chains that stay whatever the other rules say
 * @param problem why they cannot be read, so that all stays; empty where they can
 */
public record RetentionRules(
        int keepLast, Lifetime keepWithin, Map<Period, Integer> periods, int minimum, String problem) {
    /** Without a rule nothing goes. */
    public static final RetentionRules NONE = new RetentionRules(0, null, Map.of(), 0, "");

    public RetentionRules {
        periods = Map.copyOf(periods);
    }

    /** Those that nobody can read. */
    public static RetentionRules unreadable(String why) {
        return new RetentionRules(0, null, Map.of(), 0, why);
    }

    /** Whether there is no rule by which something could go. */
    public boolean none() {
        return problem.isEmpty() && texts().isEmpty();
    }

    /** What has to stay at least; the newest chain always does. */
    int least() {
        return Math.max(1, minimum);
    }

    int of(Period period) {
        return periods.getOrDefault(period, 0);
    }

    /** The rules as people wrote them. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (keepLast > 0) {
            texts.add("keepLast " + keepLast);
        }
        if (keepWithin != null) {
            texts.add("keepWithin " + keepWithin.text());
        }
        for (Period period : Period.values()) {
            if (of(period) > 0) {
                texts.add(period.rule() + " " + of(period));
            }
        }
        return texts;
    }
}
