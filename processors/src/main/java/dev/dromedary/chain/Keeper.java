package dev.dromedary.chain;

import java.time.Instant;

/**
 * Why a chain stays.
 *
 * @param text the rule, as people know it
 * @param until when that is over though nothing happens; null where only something that happens ends it
 * @param storage in which it keeps the chain; null where it keeps it in all of them
 */
public record Keeper(String text, Instant until, String storage) {
    /** One that keeps a chain as a whole. */
    Keeper(String text, Instant until) {
        this(text, until, null);
    }

    boolean endsBy(Instant time) {
        return until != null && !until.isAfter(time);
    }
}
