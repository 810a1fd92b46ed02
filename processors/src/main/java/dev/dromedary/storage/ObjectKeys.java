package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** What a key must be like in every storage, so that it is neither a way out of a folder nor an expression. */
public final class ObjectKeys {
    private ObjectKeys() {}

    /** The key itself, when it is one. */
    public static String check(String key) {
        if (key.isEmpty() || key.endsWith("/")) {
            throw refused(key);
        }
        checkPrefix(key);
        return key;
    }

    /** A prefix may be empty, and may end in the middle of a name or with a slash. */
    public static String checkPrefix(String prefix) {
        String whole = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        if (prefix.equals("/") || (!whole.isEmpty() && !segmentsAreNames(whole))) {
            throw refused(prefix);
        }
        return prefix;
    }

    private static boolean segmentsAreNames(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        // camel-aws2-s3 evaluates a key that holds a simple expression.
        return path.chars().noneMatch(Character::isISOControl) && !path.contains("${") && !path.contains("$simple{");
    }

    private static BackupException refused(String key) {
        return new BackupException(
                Reason.SourceInvalid,
                "the object name '" + key + "' is not one that a storage takes",
                "empty names, '.', '..', '//' and control characters are refused");
    }
}
