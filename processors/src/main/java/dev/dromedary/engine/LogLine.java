package dev.dromedary.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What one line of a tool means. */
final class LogLine {
    private static final int MAX_LENGTH = 2000;
    private static final String VALUE = "('[^']*'|\"[^\"]*\"|\\S*)";
    private static final Pattern SECRET_OPTION =
            Pattern.compile("(--(?:password|encrypt-key|transition-key)|MYSQL_PWD)(?:=| (?!-))" + VALUE);
    // Where a privilege is missing, mariadb-backup prints SHOW GRANTS with the hash of the password (measured).
    private static final Pattern HASH = Pattern.compile("(IDENTIFIED (?:BY|VIA|WITH)) .*");
    private static final Pattern LOST = Pattern.compile("Error on aria table file (?:open|stat) (\\S+)"
            + "|Error on aria table (\\S+) file open"
            + "|Error \\d+ on file (\\S+) open during"
            + "|Error on file (\\S+) open during"
            + "|Error on \\.frm file open for log table (\\S+)");
    private static final Pattern STAGE =
            Pattern.compile("(Started|Starting|Acquired locks for|Executing) BACKUP STAGE (\\w+)");
    private static final Pattern STAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\d +\\d{1,2}:\\d\\d:\\d\\d ");
    private static final Pattern PREFIX = Pattern.compile("^(?:\\[\\d+\\] (?:FATAL ERROR: )?(?:\\d+ )?"
            + "|\\S+T\\S+ \\d+ \\[\\w+\\] (?:\\[MY-\\d+\\] )?(?:\\[\\w+\\] )?"
            + "|\\d+ \\[\\w+\\] )");
    private static final Pattern PROGRAM = Pattern.compile("^(?:mariadb-backup|mariabackup|xtrabackup): ");

    private static final Pattern STOPS = Pattern.compile("[.\\s]+$");

    private LogLine() {}

    static String clean(String raw) {
        String line = raw.length() <= MAX_LENGTH ? raw : raw.substring(0, MAX_LENGTH) + "...";
        return redact(line).stripTrailing();
    }

    static String redact(String line) {
        String options = SECRET_OPTION.matcher(line).replaceAll("$1=...");
        return HASH.matcher(options).replaceAll("$1 ...");
    }

    /** The text alone: no thread, time, severity, program, nor full stop. */
    static String text(String line) {
        String text = STAMP.matcher(line).replaceFirst("");
        text = PREFIX.matcher(text).replaceFirst("").strip();
        text = PROGRAM.matcher(text).replaceFirst("").strip();
        return STOPS.matcher(text).replaceFirst("");
    }

    static Optional<String> lostTable(String line) {
        Matcher lost = LOST.matcher(line);
        if (!lost.find()) {
            return Optional.empty();
        }
        return IntStream.rangeClosed(1, lost.groupCount())
                .mapToObj(lost::group)
                .filter(Objects::nonNull)
                .findFirst();
    }

    static boolean redoRisk(String line) {
        return line.contains("Retrying read of log at LSN");
    }

    static Optional<LockPhase> lockPhase(String line) {
        if (line.contains("All tables unlocked") || line.contains("Executing UNLOCK INSTANCE")) {
            return Optional.of(LockPhase.NONE);
        }
        if (line.contains("Executing LOCK INSTANCE FOR BACKUP") || line.contains("Executing LOCK TABLES FOR BACKUP")) {
            return Optional.of(LockPhase.DDL);
        }
        Matcher stage = STAGE.matcher(line);
        return stage.find() ? ofStage(stage.group(2)) : Optional.empty();
    }

    // From the start of asking: a lock that is waited for already holds up those that come after it.
    private static Optional<LockPhase> ofStage(String stage) {
        return switch (stage) {
            case "BLOCK_DDL" -> Optional.of(LockPhase.DDL);
            case "BLOCK_COMMIT" -> Optional.of(LockPhase.COMMIT);
            default -> Optional.empty();
        };
    }
}
