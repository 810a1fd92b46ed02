package dev.dromedary.part;

import java.io.IOException;
import java.io.InputStream;

/** Slices of one size, wherever that falls; the last is shorter, and may be empty. */
final class EvenCuts implements Cuts {
    private final InputStream in;
    private final int size;
    private final Spool.Tap tap;
    private int index = -1;
    private int left;
    private boolean ended;

    EvenCuts(InputStream in, int size, Spool.Tap tap) {
        this.in = in;
        this.size = size;
        this.tap = tap;
    }

    @Override
    public boolean next() {
        index++;
        left = size;
        return !ended;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = in.read(buffer, offset, Math.min(length, left));
        if (read < 0) {
            ended = true;
            return -1;
        }
        tap.accept(buffer, offset, read);
        left -= read;
        return read;
    }

    @Override
    public String name() {
        return BackupKeys.partName(index);
    }
}
