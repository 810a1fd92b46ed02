package dev.dromedary.chain;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a chain in a storage whose rules do not keep it, while those of another do.
 *
 * @param at when it goes from there though nothing else happens; null where that is now
 * @param why the rules that do not keep it, or those that do until then
 * @param stays the rules by which it stays elsewhere
 * @param obstacle why it stays there all the same; empty where it goes
 */
public record Departure(String storage, Instant at, String why, String stays, String obstacle) {
    /** Whether its members go from the storage now. */
    public boolean now() {
        return at == null && obstacle.isEmpty();
    }

    /** When they go, where that is later. */
    public Optional<Instant> later() {
        return Optional.ofNullable(at);
    }
}
