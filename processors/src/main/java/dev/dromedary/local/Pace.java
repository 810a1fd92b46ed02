package dev.dromedary.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time, as far as waiting for a server needs it. */
interface Pace {
    /** Goes up and never back. */
    Duration now();

    /** Waits for the process to end, at most so long; for an ended one, just so long. */
    void pause(Process process, Duration length) throws InterruptedException;

    /** The machine's own. */
    static Pace real() {
        return new Pace() {
            @Override
            public Duration now() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void pause(Process process, Duration length) throws InterruptedException {
                if (process.isAlive()) {
                    process.waitFor(length.toNanos(), TimeUnit.NANOSECONDS);
                } else {
                    Thread.sleep(length);
                }
            }
        };
    }
}
