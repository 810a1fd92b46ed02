package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** A log sequence number of InnoDB: a position in the redo log, in bytes since the server was initialised. */
public record Lsn(long value) implements Comparable<Lsn> {
    public static final Lsn ZERO = new Lsn(0);

    public Lsn {
        if (value < 0) {
            throw new BackupException(Reason.ChainBroken, "lsn " + value + " is negative", "");
        }
    }

    /**
     * Reads decimal digits, as the tools write them.
     *
     * @throws BackupException if the text is not a number of 0 to 2^63-1
     */
    public static Lsn parse(String text) {
        try {
            return new Lsn(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new BackupException(Reason.ChainBroken, "'" + text + "' is not an lsn", "", e);
        }
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
