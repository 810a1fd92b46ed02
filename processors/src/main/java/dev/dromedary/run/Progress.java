package dev.dromedary.run;

import java.time.Instant;

/**
 * How far a run has come.
 *
 * @param bytes read from the tool so far
 * @param bytesPerSecond since the start
 * @param percent of the work, 0 to 100, or -1 where it is not known
 * @param estimatedEnd null where it is not known
 */
public record Progress(String phase, long bytes, long bytesPerSecond, int percent, Instant estimatedEnd) {}
