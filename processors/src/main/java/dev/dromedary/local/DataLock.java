package dev.dromedary.local;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a server has a data directory in use: it holds a lock on {@code ibdata1} for as long as it runs. */
@FunctionalInterface
public interface DataLock {
    /** True if another process holds the lock; false if none does, or there is no data to lock. */
    boolean held(Path dataDirectory) throws IOException;
}
