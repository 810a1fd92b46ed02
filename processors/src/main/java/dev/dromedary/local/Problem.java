package dev.dromedary.local;

import java.nio.file.Path;

/**
 * What is wrong with a file of the folder. The rest of the folder is not touched by it.
 *
 * @param line where in the file, from 1; 0 where it is not known
 */
public record Problem(Path file, int line, String message) {
    /** File, line and message, as the log shows it. */
    public String describe() {
        return file.getFileName() + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
