package dev.dromedary.engine;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code key = value} lines in which the tools write checkpoints and info. */
final class KeyValues {
    /** What a small file may have; the real ones have 105 and about 670 bytes, plus the GTID set. */
    static final int MAX_TEXT = 64 << 10;

    private final String file;
    private final Map<String, String> values;

    private KeyValues(String file, Map<String, String> values) {
        this.file = file;
        this.values = Collections.unmodifiableMap(values);
    }

    /** Each line has its key; twice the same key or a line without one is damage. */
    static KeyValues strict(String file, String text) {
        return read(file, text, false);
    }

    /** A line without a key goes on with the value before it: a GTID set of several servers has line ends in it. */
    static KeyValues folded(String file, String text) {
        return read(file, text, true);
    }

    private static KeyValues read(String file, String text, boolean fold) {
        if (text.length() > MAX_TEXT) {
            throw damaged(file, "has " + text.length() + " characters");
        }
        Map<String, String> values = new LinkedHashMap<>();
        String last = null;
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && isKey(line.substring(0, equals).strip())) {
                last = line.substring(0, equals).strip();
                if (values.put(last, line.substring(equals + 1).strip()) != null && !fold) {
                    throw damaged(file, "has " + last + " twice");
                }
            } else if (fold && last != null) {
                values.merge(last, line.strip(), (before, more) -> before + '\n' + more);
            } else if (!line.isBlank()) {
                throw damaged(file, "has a line that is not 'key = value': " + shortened(line));
            }
        }
        return new KeyValues(file, values);
    }

    private static boolean isKey(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'));
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "...";
    }

    String required(String key) {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            throw damaged(file, "has no " + key);
        }
        return value;
    }

    String optional(String key) {
        return values.getOrDefault(key, "");
    }

    Map<String, String> all() {
        return values;
    }

    static BackupException damaged(String file, String what) {
        return new BackupException(Reason.StreamDamaged, file + " " + what, "");
    }
}
