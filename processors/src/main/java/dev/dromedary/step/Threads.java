package dev.dromedary.step;

/** Waiting for threads that must not go on when their owner has failed. */
final class Threads {
    private Threads() {}

    /** Waits for the end of a thread, whatever happens to the one that waits; an interrupt is kept for later. */
    static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
