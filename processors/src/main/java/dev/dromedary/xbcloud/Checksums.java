package dev.dromedary.xbcloud;

import dev.dromedary.chain.Part;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sibling {@code <backup>.md5}: a line for each object with its MD5 and its name below the backup. It says nothing about
 * success, for the reference writes it after a failure too; but it is the only list there of what should be in the backup.
 */
public final class Checksums {
    /** Of a sibling that is read: a line has about a hundred bytes. */
    static final long LONGEST = 64 << 20;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{32}) [ *](.+)");

    private static final Checksums NONE = new Checksums(Map.of());

    private final Map<String, String> sums;

    private Checksums(Map<String, String> sums) {
        this.sums = sums;
    }

    /** Of a backup that has none. */
    public static Checksums none() {
        return NONE;
    }

    /**
     * Reads the sibling.
     *
     * @param key names it in the error
     * @throws BackupException {@code ObjectDamaged}
     */
    public static Checksums parse(String key, byte[] file) {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw damaged(key + " has a line that is no checksum", "restore another backup");
            }
            if (sums.put(matcher.group(2), matcher.group(1)) != null) {
                // The index of a file that was written again began at 0 again, and took the place of what was there.
                throw damaged(
                        "the object " + matcher.group(2) + " of " + key + " was written twice, so the first is lost",
                        "restore another backup");
            }
        }
        return new Checksums(Collections.unmodifiableMap(sums));
    }

    /** A line for each object, in the order in which they were stored. */
    public static String text(List<Part> parts, String folder, Map<String, String> md5s) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(md5s.get(part.key()))
                    .append("  ")
                    .append(part.key().substring(folder.length()))
                    .append('\n');
        }
        return text.toString();
    }

    /** The MD5 of an object, in hex, by its name below the backup; empty if none is known. */
    Optional<String> of(String name) {
        return Optional.ofNullable(sums.get(name));
    }

    /** What shows that the objects are not those that were written, if anything does. */
    Optional<BackupException> fault(StoredFiles files) {
        if (this == NONE) {
            return Optional.empty();
        }
        for (String name : sums.keySet()) {
            boolean there = ChunkKey.parse(name)
                    .filter(key -> files.has(key.path(), key.index()))
                    .isPresent();
            if (!there) {
                return Optional.of(new BackupException(
                        Reason.ObjectMissing,
                        "the object " + name + " is missing, the .md5 beside the backup has it",
                        "bring it back from a copy, or restore another backup"));
            }
        }
        return files.parts().stream()
                .map(part -> files.name(part.key()))
                .filter(name -> !sums.containsKey(name))
                .findFirst()
                .map(name -> damaged(
                        "the object " + name + " is not of this backup: the .md5 beside it does not have it",
                        "restore another backup"));
    }

    private static BackupException damaged(String what, String hint) {
        return new BackupException(Reason.ObjectDamaged, what, hint);
    }
}
