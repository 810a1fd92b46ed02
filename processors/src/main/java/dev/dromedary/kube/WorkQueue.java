package dev.dromedary.kube;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Keys that wait to be worked on. A key waits once, however often it was added, and one that is added while it is worked
 * on comes again. Keys of one lane are worked on one after the other, lanes in turn: within a lane everybody sees what
 * the one before him did.
 */
public final class WorkQueue<K> implements AutoCloseable {
    private static final class Lane<K> {
        final Set<K> waiting = new LinkedHashSet<>();
        boolean busy;
    }

    private final Function<? super K, ?> laneOf;
    private final Duration firstPause;
    private final Duration longestPause;
    private final LongSupplier nanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Object, Lane<K>> lanes = new HashMap<>();
    /** Lanes that have a key and nobody at work, in the order in which they are served. */
    private final Map<Object, Lane<K>> open = new LinkedHashMap<>();
    /** Keys that are added later, with the time when. */
    private final Map<K, Long> later = new HashMap<>();

    private final Map<K, Integer> failures = new HashMap<>();
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param firstPause before a key is tried again; it doubles with each failure
     * @param longestPause what the doubling ends at
     * @param nanos a clock, such as {@code System::nanoTime}
     */
    public WorkQueue(Function<? super K, ?> laneOf, Duration firstPause, Duration longestPause, LongSupplier nanos) {
        this.laneOf = laneOf;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.nanos = nanos;
    }

    public void add(K key) {
        locked(() -> enqueue(key));
    }

    /** Adds the key when the time is over. Of several times for one key the earliest counts. */
    public void addAfter(K key, Duration delay) {
        locked(() -> {
            later.merge(key, nanos.getAsLong() + delay.toNanos(), (one, other) -> one - other < 0 ? one : other);
            changed.signalAll();
        });
    }

    /** Adds a key that failed when its pause is over; answers the pause. */
    public Duration retry(K key) {
        lock.lock();
        try {
            int before = failures.merge(key, 1, Integer::sum) - 1;
            // As many doublings as a long can take; the longest pause is reached long before.
            Duration pause = firstPause.multipliedBy(1L << Math.min(before, Integer.SIZE - 2));
            Duration capped = pause.compareTo(longestPause) < 0 ? pause : longestPause;
            addAfter(key, capped);
            return capped;
        } finally {
            lock.unlock();
        }
    }

    /** The key went well: its next failure is its first. */
    public void forget(K key) {
        locked(() -> failures.remove(key));
    }

    /** The next key, whose lane is busy until {@link #done}; waits for one. Null when the queue is closed. */
    public K take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Optional<K> next = poll();
                if (next.isPresent()) {
                    return next.get();
                }
                Optional<Long> due = later.values().stream().min((one, other) -> Long.signum(one - other));
                if (due.isPresent()) {
                    changed.awaitNanos(due.get() - nanos.getAsLong());
                } else {
                    changed.await();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #take}, without waiting. */
    Optional<K> poll() {
        lock.lock();
        try {
            ring();
            if (closed || open.isEmpty()) {
                return Optional.empty();
            }
            Map.Entry<Object, Lane<K>> first = open.entrySet().iterator().next();
            open.remove(first.getKey());
            Lane<K> lane = first.getValue();
            lane.busy = true;
            K key = lane.waiting.iterator().next();
            lane.waiting.remove(key);
            return Optional.of(key);
        } finally {
            lock.unlock();
        }
    }

    /** The key that was taken is worked off, well or not. */
    public void done(K key) {
        locked(() -> {
            Object name = laneOf.apply(key);
            Lane<K> lane = lanes.get(name);
            lane.busy = false;
            if (lane.waiting.isEmpty() || closed) {
                lanes.remove(name);
            } else {
                open.put(name, lane);
                changed.signal();
            }
        });
    }

    /** How many keys wait to be taken now. */
    public int size() {
        lock.lock();
        try {
            return lanes.values().stream().mapToInt(lane -> lane.waiting.size()).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing waits or is taken any more; who waits for a key gets none. */
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            lanes.values().forEach(lane -> lane.waiting.clear());
            changed.signalAll();
        });
    }

    private void ring() {
        long now = nanos.getAsLong();
        List<K> due = later.entrySet().stream()
                .filter(entry -> entry.getValue() - now <= 0)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(key -> {
            later.remove(key);
            enqueue(key);
        });
    }

    private void enqueue(K key) {
        if (closed) {
            return;
        }
        Object name = laneOf.apply(key);
        Lane<K> lane = lanes.computeIfAbsent(name, none -> new Lane<>());
        lane.waiting.add(key);
        if (!lane.busy) {
            open.putIfAbsent(name, lane);
            changed.signal();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
