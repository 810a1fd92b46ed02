package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a restore would bring back, and what stands in its way.
 *
 * @param steps the members of the chain, base first, also those that cannot be read
 * @param tool with its series, that has to prepare them; null while nobody knows
 * @param problems all that were found; empty where a restore would begin
 */
public record RestorePlan(List<Step> steps, String tool, List<BackupException> problems) {
    /**
     * A member of the chain.
     *
     * @param completed null while nobody knows, as for size, objects and lsns
     */
    public record Step(String destination, Lsn from, Lsn to, Instant completed, Long size, Integer objects) {}

    public RestorePlan {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    public boolean restorable() {
        return problems.isEmpty();
    }

    /** Bytes that are needed beside the old data, at least: those of the streams of all members. */
    public long space() {
        return steps.stream()
                .map(Step::size)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
