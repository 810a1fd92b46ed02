package dev.dromedary.part;

import java.util.function.Consumer;

/** So many slices of one byte, which gets its value at the end only. */
final class TinyCuts implements Cuts {
    private final int count;
    private int index = -1;
    private boolean read;

    TinyCuts(int count) {
        this.count = count;
    }

    @Override
    public boolean next() {
        read = false;
        return ++index < count;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (read) {
            return -1;
        }
        read = true;
        buffer[offset] = (byte) index;
        return 1;
    }

    @Override
    public String name() {
        return "slice " + index;
    }

    @Override
    public Consumer<byte[]> finish() {
        return slice -> slice[0]++;
    }
}
