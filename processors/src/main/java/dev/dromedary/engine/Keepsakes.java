package dev.dromedary.engine;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The small files of a stream that are kept while it flows past: what was backed up, and between which LSNs. */
final class Keepsakes {
    private static final Set<String> NAMES = Stream.concat(
                    Stream.of("xtrabackup_", "mariadb_backup_").flatMap(prefix -> Stream.of(
                                    "checkpoints", "info", "binlog_info", "slave_info", "galera_info")
                            .map(prefix::concat)),
                    Stream.of("backup-my.cnf"))
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, ByteArrayOutputStream> kept = new HashMap<>();

    static boolean wanted(String path) {
        return NAMES.contains(path);
    }

    /** Bytes of a file that is wanted; too many and nothing of it is kept. */
    void add(String path, long position, byte[] buffer, int offset, int length) {
        if (position == 0) {
            kept.put(path, new ByteArrayOutputStream());
        }
        ByteArrayOutputStream bytes = kept.get(path);
        if (bytes != null && bytes.size() == position && position + length <= KeyValues.MAX_TEXT) {
            bytes.write(buffer, offset, length);
        } else {
            kept.remove(path);
        }
    }

    void drop(String path) {
        kept.remove(path);
    }

    Map<String, byte[]> all(Predicate<String> whole) {
        return kept.entrySet().stream()
                .filter(entry -> whole.test(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().toByteArray()));
    }
}
