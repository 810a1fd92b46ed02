package dev.dromedary.chain;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of backups below a storage's prefix, in the reference's form: {@code <cluster>-<time>-full} and
 * {@code <base>.incr/<cluster>-<time>-incr}, the time in the operator's own zone. Names that are read may have any text
 * before the suffix.
 */
public final class BackupNames {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH:mm:ss");
    private static final Pattern INCREMENT = Pattern.compile("(?<base>[^/]+)\\.incr/[^/]+-incr");

    private static final Pattern OF_CLUSTER =
            Pattern.compile("(?<cluster>[^/]+)-\\d{4}-\\d{2}-\\d{2}-\\d{2}:\\d{2}:\\d{2}-full");

    private static final Pattern AMONG_INCREMENTS = Pattern.compile(".*\\.incr(/.*)?");

    private BackupNames() {}

    public static String full(String cluster, LocalDateTime time) {
        return cluster + "-" + TIME.format(time) + "-full";
    }

    /** The name of an increment of the base with this name. */
    public static String increment(String base, String cluster, LocalDateTime time) {
        return base + ".incr/" + cluster + "-" + TIME.format(time) + "-incr";
    }

    /** The key below which the increments of a base lie. */
    public static String incrementsOf(String baseKey) {
        return baseKey + ".incr/";
    }

    /** Whether a key or destination is that of an increment. */
    public static boolean isIncrement(String key) {
        return INCREMENT.matcher(tail(key)).matches();
    }

    /** Whether a key or destination lies where increments do, and yet is neither that of one nor that of a full backup. */
    public static boolean isNeither(String key) {
        return AMONG_INCREMENTS.matcher(tail(key)).matches() && !isIncrement(key) && !key.endsWith("-full");
    }

    /** The key of the base of an increment, or the key itself. */
    public static String baseOf(String key) {
        return isIncrement(key) ? key.substring(0, key.lastIndexOf(".incr/")) : key;
    }

    /** What stands before the name of a backup in its key; the name of an increment begins with that of its base. */
    public static String prefixOf(String key) {
        return key.substring(0, baseOf(key).lastIndexOf('/') + 1);
    }

    /**
     * The cluster that the name of a base tells, for its increments as well; empty where it has another form. A cluster whose
     * name begins like it is another one.
     */
    public static Optional<String> clusterOf(String key) {
        Matcher name = OF_CLUSTER.matcher(lastSegment(baseOf(key)));
        return name.matches() ? Optional.of(name.group("cluster")) : Optional.empty();
    }

    /** The last segment of a key or destination. */
    public static String lastSegment(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private static String tail(String key) {
        int slash = key.lastIndexOf('/');
        int before = slash < 0 ? -1 : key.lastIndexOf('/', slash - 1);
        return key.substring(before + 1);
    }
}
