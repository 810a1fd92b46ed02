package dev.dromedary.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The four rounds of renames, two of the swap and two of its undoing. Each may be run again after a stop at any point,
 * and is durable before it returns.
 */
final class SwapMoves {
    /** What belongs to the volume or to us and never moves. */
    static final Set<String> KEPT = Set.of(Workplace.OURS, "lost+found");

    private static final String SERVER_HINT = "see that no server runs on the volume, then roll back";

    private final Workplace workplace;
    private final Path root;
    private final FileOperations files;

    SwapMoves(Workplace workplace, FileOperations files) {
        this.workplace = workplace;
        this.root = workplace.dataDirectory();
        this.files = files;
    }

    /** The data in a data directory, sorted. */
    static List<String> entries(Path dataDirectory) throws IOException {
        return Trees.names(dataDirectory).stream()
                .filter(name -> !KEPT.contains(name))
                .toList();
    }

    /** Old data out of the root. */
    void putAside(Journal journal) throws IOException {
        moveAll(journal.oldEntries(), root, workplace.old());
        requireOnly(List.of());
    }

    /** New data into the root. */
    void install(Journal journal) throws IOException {
        moveAll(journal.newEntries(), workplace.incoming(), root);
        requireOnly(journal.newEntries());
    }

    /**
     * Everything but old data out of the root. An old entry is at home exactly when it is not in {@code old}: it got
     * there by one rename, and goes back by one.
     */
    void reject(Journal journal) throws IOException {
        Set<String> atHome = new TreeSet<>(journal.oldEntries());
        atHome.removeAll(Trees.names(workplace.old()));
        for (String name : entries(root)) {
            if (!atHome.contains(name)) {
                files.move(root.resolve(name), freeName(name));
            }
        }
        files.sync(workplace.rejected());
        files.sync(root);
    }

    /** Old data back into the root. */
    void bringBack(Journal journal) throws IOException {
        moveAll(journal.oldEntries(), workplace.old(), root);
        requireOnly(journal.oldEntries());
    }

    /** That no old entry was lost since it was put aside; without it a new entry would pass for an old one. */
    void requireAllAside(Journal journal) throws IOException {
        Set<String> missing = new TreeSet<>(journal.oldEntries());
        missing.removeAll(Trees.names(workplace.old()));
        if (!missing.isEmpty()) {
            throw SwapChecks.failed(
                    "old data " + missing + " is not in " + workplace.old(), "find it before anything is moved back");
        }
    }

    private void moveAll(List<String> names, Path from, Path to) throws IOException {
        for (String name : names) {
            boolean waiting = Trees.exists(from.resolve(name));
            boolean arrived = Trees.exists(to.resolve(name));
            if (waiting && arrived) {
                throw SwapChecks.failed(name + " is both in " + from + " and in " + to, SERVER_HINT);
            }
            if (!waiting && !arrived) {
                throw SwapChecks.failed(name + " is neither in " + from + " nor in " + to, SERVER_HINT);
            }
            if (waiting) {
                files.move(from.resolve(name), to.resolve(name));
            }
        }
        // The arrival first: a crash between the two may show an entry twice, but never nowhere.
        files.sync(to);
        files.sync(from);
    }

    private void requireOnly(List<String> names) throws IOException {
        Set<String> strangers = new TreeSet<>(entries(root));
        strangers.removeAll(names);
        if (!strangers.isEmpty()) {
            throw SwapChecks.failed("entries " + strangers + " appeared in " + root + " during the swap", SERVER_HINT);
        }
    }

    private Path freeName(String name) {
        Path free = workplace.rejected().resolve(name);
        for (int i = 1; Trees.exists(free); i++) {
            free = workplace.rejected().resolve(name + "." + i);
        }
        return free;
    }
}
