package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** What must hold before a swap may begin, and before one may be accepted. */
final class SwapChecks {
    /** The system tablespace: every server with InnoDB has it, whatever else is configured. */
    static final String SYSTEM_TABLESPACE = "ibdata1";

    private SwapChecks() {}

    static void beforeSwap(Workplace workplace) throws IOException {
        requireDataDirectory(workplace.incoming(), "restored data");
        if (!Trees.names(workplace.old()).isEmpty()) {
            throw failed(workplace.old() + " holds data but there is no journal", "move it away by hand");
        }
        Object device = device(workplace.dataDirectory());
        requireMovable(workplace.dataDirectory(), SwapMoves.entries(workplace.dataDirectory()), device);
        requireMovable(workplace.incoming(), Trees.names(workplace.incoming()), device);
        for (String name : Trees.names(workplace.incoming())) {
            if (SwapMoves.KEPT.contains(name)) {
                throw failed("restored data has an entry " + name, "that name cannot be restored");
            }
        }
    }

    static void requireDataDirectory(Path directory, String what) {
        if (!Files.isRegularFile(directory.resolve(SYSTEM_TABLESPACE))) {
            throw failed(
                    what + " in " + directory + " has no " + SYSTEM_TABLESPACE,
                    "a data directory always has one: stage and prepare again");
        }
    }

    private static void requireMovable(Path directory, List<String> names, Object device) throws IOException {
        if (!device(directory).equals(device)) {
            throw failed(directory + " is on another file system than the data directory", "");
        }
        for (String name : names) {
            Path entry = directory.resolve(name);
            if (!Trees.exists(entry)) {
                // A name whose bytes are no text here comes back from the journal as another one.
                throw failed("the name of " + entry + " cannot be written down", "rename it");
            }
            if (!device(entry).equals(device)) {
                throw failed(entry + " is a file system of its own", "unmount it for the restore");
            }
        }
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    static BackupException failed(String message, String hint) {
        return new BackupException(Reason.SwapFailed, message, hint);
    }
}
