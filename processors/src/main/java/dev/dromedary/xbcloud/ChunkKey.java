package dev.dromedary.xbcloud;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a chunk's object below its backup: {@code <path>.<20 digits>}.
 *
 * @param path of the file in the stream
 * @param index which of its chunks, from 0, the one that ends it included
 */
public record ChunkKey(String path, long index) {
    private static final Pattern NAME = Pattern.compile("(.+)\\.(\\d{20})", Pattern.DOTALL);

    /** Reads a name; empty if it is not one of a chunk. */
    public static Optional<ChunkKey> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new ChunkKey(matcher.group(1), number(matcher.group(2))))
                : Optional.empty();
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            // No file has that many chunks: whatever it is, the one before it is missing.
            return Long.MAX_VALUE;
        }
    }

    public String name() {
        return "%s.%020d".formatted(path, index);
    }
}
