package dev.dromedary.chain;

import java.time.Instant;

/**
 * Why a chain stays.
 *
 * @param text the rule, as people know it
 * @param until when that is over though nothing happens; null where only something that happens ends it
 */
public record Keeper(String text, Instant until) {}
