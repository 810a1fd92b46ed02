package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What a swap is about to move, written and synced before the first move. Lines of text: a version, the state, one line
 * for each entry of the old and of the new data, and a checksum. A new state replaces the file as a whole.
 */
record Journal(Swap.State state, List<String> oldEntries, List<String> newEntries) {
    static final Journal NONE = new Journal(Swap.State.NONE, List.of(), List.of());

    private static final String VERSION = "dromedary-swap 1";

    Journal {
        oldEntries = List.copyOf(oldEntries);
        newEntries = List.copyOf(newEntries);
    }

    Journal with(Swap.State next) {
        return new Journal(next, oldEntries, newEntries);
    }

    /** The journal of this file, or {@link #NONE} where there is no file. */
    static Journal read(Path file) {
        if (!Trees.exists(file)) {
            return NONE;
        }
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw DiskFailure.of("reading " + file, e);
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    Reason.SwapFailed,
                    "journal " + file + " is damaged: " + e.getMessage(),
                    "compare old/ and new/ beside it with the data directory by hand, nothing was touched",
                    e);
        }
    }

    /** Durable when this returns; until then the former one is. */
    void write(Path file, FileOperations files) throws IOException {
        files.write(draft(file), text().getBytes(StandardCharsets.UTF_8));
        files.replace(draft(file), file);
        files.sync(file.getParent());
    }

    static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".draft");
    }

    String text() {
        StringBuilder text = new StringBuilder(VERSION + "\nstate " + state + "\n");
        oldEntries.forEach(name -> text.append("old ").append(encode(name)).append('\n'));
        newEntries.forEach(name -> text.append("new ").append(encode(name)).append('\n'));
        return text + "crc " + checksum(text.toString()) + "\n";
    }

    static Journal parse(String text) {
        int end = text.lastIndexOf("crc ");
        String body = text.substring(0, Math.max(end, 0));
        if (!text.equals(body + "crc " + checksum(body) + "\n")) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        List<String> lines = body.lines().toList();
        if (lines.size() < 2 || !lines.getFirst().equals(VERSION)) {
            throw new IllegalArgumentException("its version is not known");
        }
        List<String> oldEntries = new ArrayList<>();
        List<String> newEntries = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String name = URLDecoder.decode(line.substring(4), StandardCharsets.UTF_8);
            (line.startsWith("old ") ? oldEntries : newEntries).add(name);
        }
        return new Journal(Swap.State.valueOf(lines.get(1).substring("state ".length())), oldEntries, newEntries);
    }

    private static String encode(String name) {
        // A file name may hold a line feed.
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
