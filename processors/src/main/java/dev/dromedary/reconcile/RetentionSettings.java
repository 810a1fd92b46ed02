package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.Lifetime;
import dev.dromedary.chain.Period;
import dev.dromedary.chain.RetentionRules;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a cluster says of retention, translated. */
final class RetentionSettings {
    private final BackupSection section;

    RetentionSettings(BackupSection section) {
        this.section = section;
    }

    /** Whether anything could ever go. */
    boolean any() {
        return !keep().isEmpty()
                || Stream.concat(Stream.of(Optional.ofNullable(section.retention)), storages())
                        .flatMap(Optional::stream)
                        .anyMatch(policy -> !rules("", policy).none() || policy.failedAfter != null);
    }

    private Stream<Optional<RetentionPolicy>> storages() {
        return section.storages.values().stream().map(storage -> Optional.ofNullable(storage.retention));
    }

    /**
     * How many of the chains stay whose bases a schedule made. As in the contract this is about full backups; it goes on
     * while the entry is paused, and ends when it is removed.
     */
    Map<String, Integer> keep() {
        Map<String, Integer> keep = new HashMap<>();
        for (Schedule schedule : section.schedule) {
            boolean full = schedule.type != BackupType.INCREMENTAL;
            if (full && schedule.keep != null && schedule.keep > 0) {
                keep.putIfAbsent(schedule.name, schedule.keep);
            }
        }
        return keep;
    }

    /** The rules of a storage by its name. One that the cluster has no more is judged by those of all. */
    RetentionRules rules(String storage) {
        return policy(storage).map(policy -> rules(storage, policy)).orElse(RetentionRules.NONE);
    }

    private Optional<RetentionPolicy> policy(String storage) {
        StorageSpec known = section.storages.get(storage);
        return Optional.ofNullable(known == null || known.retention == null ? section.retention : known.retention);
    }

    private static RetentionRules rules(String storage, RetentionPolicy policy) {
        try {
            Map<Period, Integer> periods = new EnumMap<>(Period.class);
            put(periods, Period.DAILY, "daily", policy.daily);
            put(periods, Period.WEEKLY, "weekly", policy.weekly);
            put(periods, Period.MONTHLY, "monthly", policy.monthly);
            put(periods, Period.YEARLY, "yearly", policy.yearly);
            return new RetentionRules(
                    number("keepLast", policy.keepLast),
                    policy.keepWithin == null ? null : Lifetime.parse(policy.keepWithin),
                    periods,
                    number("minimum", policy.minimum),
                    "");
        } catch (BackupException e) {
            return RetentionRules.unreadable(
                    "the retention of storage " + storage + " cannot be read: " + e.describe());
        }
    }

    private static void put(Map<Period, Integer> periods, Period period, String field, Integer value) {
        int number = number(field, value);
        if (number > 0) {
            periods.put(period, number);
        }
    }

    private static int number(String field, Integer value) {
        if (value != null && value < 0) {
            throw new BackupException(
                    Reason.RetentionInvalid, field + " is " + value, "it is a number of chains, or is left out");
        }
        return value == null ? 0 : value;
    }

    /**
     * After how long a backup that failed goes; empty for never.
     *
     * @throws BackupException {@code RetentionInvalid}
     */
    Optional<Lifetime> failedAfter(String storage) {
        return policy(storage).map(policy -> policy.failedAfter).map(Lifetime::parse);
    }

    /** What cannot be read, by storage. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String storage : section.storages.keySet()) {
            String problem = rules(storage).problem();
            if (!problem.isEmpty()) {
                problems.add(problem);
            }
            try {
                failedAfter(storage);
            } catch (BackupException e) {
                problems.add("failedAfter of storage " + storage + " cannot be read: " + e.describe());
            }
        }
        return problems;
    }
}
