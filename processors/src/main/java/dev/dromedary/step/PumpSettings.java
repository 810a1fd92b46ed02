package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.part.Spool;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the stream of a backup is carried. Memory is {@code senders x partSize}.
 *
 * @param partSize in bytes
 * @param senders how many parts are on their way at a time
 * @param spoolLimit in bytes on disk
 * @param waitWhenFull whether a full spool stalls the tool, instead of failing the run
 * @param patience how long a part waits for a buffer before it goes to disk
 * @param reportEvery the time between two reports of progress
 */
public record PumpSettings(
        int partSize, int senders, long spoolLimit, boolean waitWhenFull, Duration patience, Duration reportEvery) {
    /** @param layout of the parts; chunks seldom fill a buffer, so each on its way is a copy as well */
    Spool.Settings spool(Path directory, String layout) {
        int buffers = Manifest.XBCLOUD.equals(layout) ? Math.max(1, senders / 2) : senders;
        return new Spool.Settings(directory, partSize, buffers, spoolLimit, waitWhenFull, patience);
    }
}
