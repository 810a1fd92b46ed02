package dev.dromedary.step;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for threads that must not go on when their owner has failed. */
final class Threads {
    private Threads() {}

    /** Does it to its end, whoever is told to stop meanwhile; an interrupt is kept for later. */
    static void undisturbed(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        awaitEnd(Thread.ofPlatform().name(Thread.currentThread().getName()).start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }));
        try {
            done.join();
        } catch (CompletionException e) {
            throw Failures.told(e);
        }
    }

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
