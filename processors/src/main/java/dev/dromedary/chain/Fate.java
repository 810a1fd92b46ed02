package dev.dromedary.chain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What retention says of a chain.
 *
 * @param keepers why it stays; none if it goes
 * @param asked the rules that are about it and do not keep it
 * @param departures what becomes of it in storages that do not keep it, where it stays in others; now or later
 */
public record Fate(ChainSummary chain, List<Keeper> keepers, List<String> asked, List<Departure> departures) {
    public boolean goes() {
        return keepers.isEmpty();
    }

    /** Where it goes from now, though it stays elsewhere. */
    public List<Departure> leaving() {
        return departures.stream().filter(Departure::now).toList();
    }

    /** When it goes though nothing else happens; empty where that is now, or time alone does not end it. */
    public Optional<Instant> until() {
        boolean open = keepers.stream().map(Keeper::until).anyMatch(Objects::isNull);
        return open ? Optional.empty() : keepers.stream().map(Keeper::until).max(Comparator.naturalOrder());
    }

    /** The rule that keeps it, or those that do not. */
    public String why() {
        return goes() ? "beyond " + String.join(", ", asked) : texts(keepers);
    }

    static String texts(List<Keeper> keepers) {
        return keepers.stream().map(Keeper::text).distinct().collect(Collectors.joining(", "));
    }
}
