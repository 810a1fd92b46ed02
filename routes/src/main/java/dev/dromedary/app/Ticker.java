package dev.dromedary.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Says when to look at the resources again: when something happened, or the interval is over. */
final class Ticker {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean awake;
    private boolean stopping;

    void wake() {
        lock.lock();
        try {
            awake = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the loop to end, and waits until it has: the JVM goes down when a shutdown hook returns. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void ended() {
        end.countDown();
    }

    /** Waits for the next look; false if there is to be none. */
    boolean next(Duration interval) throws InterruptedException {
        lock.lock();
        try {
            long nanos = interval.toNanos();
            while (!awake && !stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            awake = false;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }
}
