package dev.dromedary.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A made-up data directory with a restore staged in it, and what it should look like afterwards. */
final class DataDirectory {
    static final Map<String, String> OLD = Map.of(
            "ibdata1", "old",
            "aria_log_control", "old",
            "mysql/user.frm", "old",
            "blog/post.ibd", "old",
            "binlog.000001", "old",
            "odd%\nname", "old",
            "elsewhere", "-> /nowhere");
    static final Map<String, String> NEW = Map.of(
            "ibdata1", "new",
            "mysql/user.frm", "new",
            "shop/cart.ibd", "new",
            "undo001", "new");

    private final Path root;
    private final Workplace workplace;

    private DataDirectory(Path root) {
        this.root = root;
        this.workplace = new Workplace(root, "r1");
    }

    static DataDirectory staged(Path root) {
        DataDirectory made = new DataDirectory(root);
        made.write(root, OLD);
        made.write(root.resolve("lost+found"), Map.of("inode", "kept"));
        made.write(made.workplace.base(), Map.of("xtrabackup_checkpoints", "base"));
        made.write(made.workplace.stage().increment(1), Map.of("ibdata1.delta", "increment"));
        made.write(made.workplace.incoming(), NEW);
        return made;
    }

    Path root() {
        return root;
    }

    Workplace workplace() {
        return workplace;
    }

    Swap swap(FileOperations files) {
        return new Swap(workplace, files);
    }

    /** What a server does that was started on the new data. */
    void serve() {
        write(root, Map.of("ibdata1", "served", "server.pid", "7", "binlog.000001", "served", "ibtmp1", "served"));
        delete(root.resolve("undo001"));
    }

    /** The data without what is ours and the volume's. */
    Map<String, String> data() {
        return tree(root, true);
    }

    Map<String, String> oldData() {
        return tree(workplace.old(), false);
    }

    boolean hasTraces() {
        return Trees.exists(root.resolve(Workplace.OURS));
    }

    void write(Path directory, Map<String, String> files) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                if (file.getValue().startsWith("-> ")) {
                    Files.createSymbolicLink(path, Path.of(file.getValue().substring(3)));
                } else {
                    Files.writeString(path, file.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> tree(Path directory, boolean withoutKept) {
        Map<String, String> found = new TreeMap<>();
        if (!Files.exists(directory)) {
            return found;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !withoutKept
                            || !SwapMoves.KEPT.contains(
                                    directory.relativize(path).getName(0).toString()))
                    .forEach(path -> found.put(directory.relativize(path).toString(), content(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String content(Path path) {
        try {
            return Files.isSymbolicLink(path) ? "-> " + Files.readSymbolicLink(path) : Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
