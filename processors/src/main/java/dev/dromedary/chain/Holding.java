package dev.dromedary.chain;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which members of a chain are in a storage.
 *
 * @param lying those that have objects there
 * @param complete those that are whole there, and are to stay so
 */
public record Holding(Set<String> lying, Set<String> complete) {
    public Holding {
        lying = sorted(lying);
        complete = sorted(complete);
    }

    private static Set<String> sorted(Collection<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /** A member of another storage that is not whole in this one. */
    Optional<String> lacks(Holding other) {
        return other.lying().stream()
                .filter(member -> !complete.contains(member))
                .findFirst();
    }

    /** Where members are known by their times alone. */
    static Holding of(List<?> points) {
        Set<String> all = new TreeSet<>();
        points.forEach(point -> all.add(point.toString()));
        return new Holding(all, all);
    }
}
