package dev.dromedary.engine;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a tool prints for {@code --version}. */
final class VersionText {
    private static final Pattern MARIADB = Pattern.compile("based on MariaDB server ((\\d+\\.\\d+)\\.\\d+\\S*)");
    private static final Pattern PERCONA =
            Pattern.compile("xtrabackup version ((\\d+\\.\\d+)\\.\\d+\\S*) based on MySQL");
    private static final Set<String> PERCONA_SERIES = Set.of("8.0", "8.4");

    private VersionText() {}

    static EngineProfile detect(String output) {
        Matcher mariadb = MARIADB.matcher(output);
        if (mariadb.find()) {
            String series = mariadb.group(2);
            // Facts were measured on 10.11; 11.x is known from its documents. Others have other privileges and files.
            boolean known = series.equals("10.11") || series.startsWith("11.");
            return known ? profile(Dialect.MARIADB, mariadb, output) : unknown("mariadb-backup " + mariadb.group(1));
        }
        Matcher percona = PERCONA.matcher(output);
        if (percona.find()) {
            boolean known = PERCONA_SERIES.contains(percona.group(2))
                    || percona.group(2).startsWith("9.");
            return known ? profile(Dialect.PERCONA, percona, output) : unknown("xtrabackup " + percona.group(1));
        }
        return unknown("'" + firstLine(output) + "'");
    }

    private static EngineProfile profile(Dialect dialect, Matcher matcher, String output) {
        return new EngineProfile(dialect, matcher.group(2), matcher.group(1), output.contains("stand-in"));
    }

    private static EngineProfile unknown(String what) {
        throw new BackupException(
                Reason.ToolNotSupported,
                "backup tool " + what + " is not supported",
                "use mariadb-backup 10.11 or 11.x, or xtrabackup 8.0, 8.4 or 9.x");
    }

    private static String firstLine(String output) {
        String line = output.lines().filter(text -> !text.isBlank()).findFirst().orElse("");
        return line.length() <= 200 ? line.strip() : line.substring(0, 200) + "...";
    }
}
