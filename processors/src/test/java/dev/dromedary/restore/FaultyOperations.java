package dev.dromedary.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;

/**
 * A disk that stops before its n-th change: as {@code kill -9} does, or, with a source of chance, as a power failure does,
 * which also undoes any of the renames that were not synced yet. A write that is stopped leaves half a file.
 */
final class FaultyOperations implements FileOperations {
    /** No exception of the code under test, so that nothing there can catch it. */
    static final class Crash extends Error {}

    private record Rename(Path from, Path to, String replaced) {}

    private final int allowed;
    private final Random chance;
    private final Deque<Rename> notDurable = new ArrayDeque<>();
    private int done;

    private FaultyOperations(int allowed, Random chance) {
        this.allowed = allowed;
        this.chance = chance;
    }

    static FaultyOperations never() {
        return new FaultyOperations(Integer.MAX_VALUE, null);
    }

    static FaultyOperations killedAfter(int operations) {
        return new FaultyOperations(operations, null);
    }

    static FaultyOperations powerLostAfter(int operations, Random chance) {
        return new FaultyOperations(operations, chance);
    }

    int done() {
        return done;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        step();
        DISK.createDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (done == allowed) {
            Files.write(file, Arrays.copyOf(content, content.length / 2));
        }
        step();
        Files.write(file, content);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        DISK.move(from, to);
        notDurable.push(new Rename(from, to, null));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        step();
        String replaced = Files.exists(to) ? Files.readString(to) : "";
        DISK.replace(from, to);
        notDurable.push(new Rename(from, to, replaced));
    }

    @Override
    public void sync(Path directory) throws IOException {
        step();
        // Durable from the arrival's sync on: that is how journalling file systems treat a rename.
        notDurable.removeIf(rename ->
                rename.to().startsWith(directory) && rename.to().getParent().equals(directory));
    }

    @Override
    public void delete(Path path) throws IOException {
        step();
        DISK.delete(path);
    }

    private void step() throws IOException {
        if (done == allowed) {
            losePower();
            throw new Crash();
        }
        done++;
    }

    private void losePower() throws IOException {
        if (chance == null) {
            return;
        }
        for (Rename rename : notDurable) {
            if (!chance.nextBoolean() || !Trees.exists(rename.to()) || Trees.exists(rename.from())) {
                continue;
            }
            Files.move(rename.to(), rename.from());
            if (rename.replaced() != null && !rename.replaced().isEmpty()) {
                Files.writeString(rename.to(), rename.replaced());
            }
        }
    }
}
