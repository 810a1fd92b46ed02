package dev.dromedary.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the binary log stood when the backup was consistent.
 *
 * @param file the binary log's file name
 * @param position the byte in it
 * @param gtid the GTID position (MariaDB) or the set of all executed ones (MySQL); empty where there are none
 */
public record BinlogPosition(String file, long position, String gtid) {
    private static final Pattern TABBED = Pattern.compile("([^\\t\\n]+)\\t(\\d{1,18})(?:\\t(.*))?", Pattern.DOTALL);
    private static final Pattern TOLD = Pattern.compile(
            "filename '([^']+)', position '(\\d{1,18})'(?:, GTID of the last change '([^']*)')?", Pattern.DOTALL);

    /** Reads {@code xtrabackup_binlog_info}: file, tab, position, tab, GTIDs; empty if it does not look so. */
    public static Optional<BinlogPosition> parse(String text) {
        return of(TABBED.matcher(text.strip()));
    }

    /** Reads {@code binlog_pos} of the info file, and the end of the line in which the tools tell it. */
    static Optional<BinlogPosition> ofInfo(String text) {
        return of(TOLD.matcher(text.strip()));
    }

    private static Optional<BinlogPosition> of(Matcher matcher) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String gtid = matcher.group(3) == null ? "" : matcher.group(3).replaceAll("\\s+", "");
        return Optional.of(new BinlogPosition(matcher.group(1), Long.parseLong(matcher.group(2)), gtid));
    }
}
