package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Something that is being done to one copy, and is not waited for at any price: what fails or takes too long drops it. */
final class CopyWork {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Copy copy;
    private final Thread thread;

    private CopyWork(Copy copy, Runnable work) {
        this.copy = copy;
        // A virtual one: interrupted, it lets go of a socket that does not answer, as no other thread does.
        this.thread = Thread.ofVirtual().name("copy-" + copy.name()).start(work);
    }

    static CopyWork start(Copy copy, Runnable work) {
        return new CopyWork(copy, () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                Copies.drop(copy, Failures.told(e));
            }
        });
    }

    /**
     * Waits until it is done, or the copy is dropped.
     *
     * @param deadline as {@link System#nanoTime} tells it
     * @param crowded whether so much waits behind it that it must not be waited for
     */
    void await(long deadline, BooleanSupplier crowded) throws InterruptedException {
        while (!thread.join(LOOK)) {
            boolean late = System.nanoTime() - deadline > 0;
            if (late || crowded.getAsBoolean()) {
                Copies.drop(copy, tooSlow(late));
                return;
            }
        }
    }

    private BackupException tooSlow(boolean late) {
        return new BackupException(
                Reason.CopyTooSlow,
                "storage " + copy.name() + " is too slow: "
                        + (late ? "it was waited for as long as dromedary.copy.patience" : "the spool fills meanwhile"),
                "the copy is completed later, from the backup's own storage");
    }

    /** Nothing is at work any more when this returns. */
    void end() {
        thread.interrupt();
        Threads.awaitEnd(thread);
    }
}
