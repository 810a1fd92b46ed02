package dev.dromedary.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of a stream and the rules of their lives. The unpackers break some of them silently: mbstream exits 0 where
 * a file is written twice without the rewrite flag, or an open one is renamed.
 */
final class StreamFiles {
    /** One path. */
    static final class Entry {
        final String path;
        /** Index of its next chunk; goes on over generations. */
        int index;

        int generation = -1;
        boolean open;
        boolean exists;
        boolean removed;
        boolean renamed;
        /** Where its next chunk must start. */
        long position;
        /** Bytes written in this generation. */
        long size;

        private Entry(String path) {
            this.path = path;
        }
    }

    /** A rule that was broken; the tap adds where. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    private final Dialect dialect;
    private final Limits limits;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> open = new TreeSet<>();
    private long nameBytes;
    private int written;

    StreamFiles(Dialect dialect, Limits limits) {
        this.dialect = dialect;
        this.limits = limits;
    }

    /** The entry to write to; a new generation if the path is not open. */
    Entry write(String path, boolean rewrite) throws Broken {
        Entry entry = entry(path);
        if (!entry.open) {
            if (entry.exists && !rewrite) {
                throw new Broken("it is written again after its end");
            }
            begin(entry);
        }
        return entry;
    }

    /** The entry that ends; a path that was not open is an empty file. */
    Entry end(String path, boolean rewrite) throws Broken {
        Entry entry = entry(path);
        if (!entry.open) {
            // MariaDB marks payload chunks alone as rewrites, so an empty file written again as empty looks like this.
            // Over one with bytes the unpacker would keep those, and say nothing.
            boolean harmless = rewrite || (dialect == Dialect.MARIADB && entry.size == 0);
            if (entry.exists && !harmless) {
                throw new Broken("it ends a second time");
            }
            begin(entry);
        }
        entry.open = false;
        open.remove(path);
        return entry;
    }

    /** Renames; of a path that is not there mbstream makes nothing, and neither is it an error here. */
    Entry rename(String path, String newPath) throws Broken {
        Entry from = entry(path);
        Entry to = entry(newPath);
        if (from.open || to.open) {
            throw new Broken("it is renamed to " + newPath + " while one of them is open");
        }
        from.renamed = true;
        if (from.exists) {
            from.exists = false;
            to.exists = true;
            to.size = from.size;
            to.generation++;
        }
        return from;
    }

    Entry remove(String path) throws Broken {
        Entry entry = entry(path);
        if (entry.open) {
            throw new Broken("it is removed while it is open");
        }
        entry.exists = false;
        entry.removed = true;
        return entry;
    }

    private void begin(Entry entry) {
        if (entry.generation < 0) {
            written++;
        }
        entry.generation++;
        entry.open = true;
        entry.exists = true;
        entry.position = 0;
        entry.size = 0;
        open.add(entry.path);
    }

    private Entry entry(String path) throws Broken {
        Entry entry = entries.get(path);
        if (entry == null) {
            nameBytes += path.length();
            if (entries.size() >= limits.maxFiles() || nameBytes > limits.maxNameBytes()) {
                throw new Broken("the stream has more than " + entries.size() + " files, which is beyond the limit");
            }
            entry = new Entry(path);
            entries.put(path, entry);
        }
        return entry;
    }

    /** Whether the path was written to its end and is there. */
    boolean whole(String path) {
        Entry entry = entries.get(path);
        return entry != null && entry.exists && !entry.open;
    }

    /** The paths that were removed and are not there. */
    Set<String> removed() {
        return entries.values().stream()
                .filter(entry -> entry.removed && !entry.exists)
                .map(entry -> entry.path)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a path was removed, and its content did not go on under another name before. */
    boolean dropped(String path) {
        Entry entry = entries.get(path);
        return entry != null && entry.removed && !entry.renamed;
    }

    Set<String> open() {
        return Set.copyOf(open);
    }

    int written() {
        return written;
    }
}
