package dev.dromedary.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The names of files in a stream. mbstream follows any of them, so what could lead out of the directory is refused. */
public final class StreamPath {
    /** Both readers refuse names of 512 bytes and more. */
    static final int MAX_LENGTH = 511;

    private StreamPath() {}

    /** The name as text. What is not UTF-8 is read as ISO 8859-1, so that no two names become one. */
    static String decode(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        boolean same = Arrays.equals(again, 0, again.length, bytes, 0, length);
        return same ? text : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** What is wrong with a name, if anything is. */
    public static Optional<String> fault(String path) {
        if (path.startsWith("/")) {
            return Optional.of("an absolute path");
        }
        if (path.indexOf('\0') >= 0) {
            return Optional.of("a path with a zero byte");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("a path with the part '" + part + "'");
            }
        }
        return Optional.empty();
    }
}
