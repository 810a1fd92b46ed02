package dev.dromedary.chain;

import java.time.Instant;

/**
 * A backup in the picture of its chain, told by its manifest or by its resource.
 *
 * @param name what it is called by people
 * @param destination where it lies; what others name it by
 * @param parent destination of the backup it goes on from; null for a base
 * @param state as its resource spells it
 * @param complete whether it was taken to its end, whatever has become of it since
 * @param from lsn where it starts; null while nobody knows
 * @param completed null while it is not
 * @param size in bytes; null while nobody knows
 * @param problem why it cannot be restored; null where nothing speaks against it
 */
public record ChainEntry(
        String name,
        String destination,
        String parent,
        String state,
        boolean complete,
        Lsn from,
        Lsn to,
        Instant completed,
        Long size,
        String problem) {
    /** Whether a restore can bring it back, as far as is known. */
    public boolean restorable() {
        return complete && problem == null;
    }

    /** Whether it was good once; a run that failed breaks no chain. */
    public boolean broken() {
        return complete && problem != null;
    }
}
