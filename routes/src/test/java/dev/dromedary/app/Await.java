package dev.dromedary.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does, and says what did not happen in time. */
final class Await {
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** What is waited for. */
    interface Sign {
        boolean seen() throws Exception;
    }

    private static final Duration STEP = Duration.ofMillis(50);

    private Await() {}

    static void until(String what, Sign sign) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!sign.seen()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
