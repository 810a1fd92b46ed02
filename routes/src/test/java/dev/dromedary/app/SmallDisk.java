package dev.dromedary.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory. Only root can mount one, and not in every container. */
record SmallDisk(Path folder) implements AutoCloseable {
    private static final int SYS_ADMIN = 21;
    private static final int MEBIBYTE = 1 << 20;

    /** Whether this process may mount one; a condition of tests. */
    static boolean possible() throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("CapEff:\\s*", "");
        return (Long.parseUnsignedLong(mask, 16) >>> SYS_ADMIN & 1) == 1;
    }

    static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Command.run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "small-disk", folder.toString());
        return new SmallDisk(folder);
    }

    /** Fills it until this many bytes are free, in the place of an earlier filling. */
    void leave(long bytes) throws IOException {
        empty();
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (long more; (more = free() - bytes) > 0; ) {
                out.write(new byte[(int) Math.min(more, MEBIBYTE)]);
            }
        }
    }

    private long free() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Takes the filling out. */
    void empty() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Command.run("umount", "--lazy", folder.toString());
    }
}
