package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong();
    /** The lane of a key is its first letter. */
    private final WorkQueue<String> queue = new WorkQueue<>(key -> key.substring(0, 1), FIRST, LONGEST, clock::get);

    private void passes(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private List<String> workOff() {
        List<String> worked = new ArrayList<>();
        for (Optional<String> key = queue.poll(); key.isPresent(); key = queue.poll()) {
            worked.add(key.get());
            queue.done(key.get());
        }
        return worked;
    }

    @Test
    void aKeyWaitsOnceHoweverOftenItIsAdded() {
        queue.add("a");
        queue.add("b");
        queue.add("a");

        assertThat(queue.size()).isEqualTo(2);
        assertThat(workOff()).containsExactly("a", "b");
    }

    @Test
    void aKeyThatIsAddedWhileItIsWorkedOnComesAgain() {
        queue.add("a");
        assertThat(queue.poll()).contains("a");

        queue.add("a");
        queue.add("a");

        assertThat(queue.poll()).as("nobody else gets it meanwhile").isEmpty();
        queue.done("a");
        assertThat(workOff()).containsExactly("a");
    }

    @Test
    void keysOfOneLaneComeOneAfterTheOther() {
        queue.add("a1");
        queue.add("a2");
        queue.add("b1");

        assertThat(queue.poll()).contains("a1");
        assertThat(queue.poll()).contains("b1");
        assertThat(queue.poll()).isEmpty();
        queue.done("a1");
        assertThat(queue.poll()).contains("a2");
    }

    @Test
    void aFullLaneLeavesTheOthersTheirTurn() {
        List.of("a1", "a2", "a3", "b1").forEach(queue::add);

        assertThat(workOff()).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void aPauseDoublesUntilItIsLongest() {
        List<Long> pauses =
                IntStream.range(0, 6).mapToObj(i -> queue.retry("a").toMillis()).toList();

        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
        IntStream.range(0, 100).forEach(i -> queue.retry("a"));
        assertThat(queue.retry("a")).isEqualTo(LONGEST);
    }

    @Test
    void aKeyThatWentWellBeginsAnew() {
        queue.retry("a");
        queue.retry("a");

        queue.forget("a");

        assertThat(queue.retry("a")).isEqualTo(FIRST);
    }

    @Test
    void aKeyComesWhenItsTimeIsOver() {
        queue.retry("a");

        assertThat(workOff()).isEmpty();
        passes(FIRST);
        assertThat(workOff()).containsExactly("a");
        passes(LONGEST);
        assertThat(workOff()).as("once").isEmpty();
    }

    @Test
    void theEarliestOfSeveralTimesCounts() {
        queue.addAfter("a", Duration.ofSeconds(9));
        queue.addAfter("a", Duration.ofSeconds(3));
        queue.addAfter("a", Duration.ofSeconds(6));

        passes(Duration.ofSeconds(3));
        assertThat(workOff()).containsExactly("a");
        passes(Duration.ofSeconds(9));
        assertThat(workOff()).isEmpty();
    }

    @Test
    void aClockThatTurnsOverDoesNotHoldAnythingUp() {
        clock.set(Long.MAX_VALUE - 1);
        queue.addAfter("a", FIRST);

        assertThat(workOff()).isEmpty();
        passes(FIRST);
        assertThat(workOff()).containsExactly("a");
    }

    @Test
    void whoWaitsIsWokenByAKeyAndByTheEnd() throws Exception {
        try (ExecutorService waiting = Executors.newFixedThreadPool(2)) {
            var one = waiting.submit(queue::take);
            queue.add("a");
            assertThat(one.get()).isEqualTo("a");
            var other = waiting.submit(queue::take);

            queue.close();

            assertThat(other.get()).isNull();
            queue.add("b");
            assertThat(queue.take()).as("nothing is taken any more").isNull();
        }
    }

    @Test
    void whoWaitsIsWokenWhenATimeIsOver() throws Exception {
        try (WorkQueue<String> real = new WorkQueue<>(key -> key, FIRST, LONGEST, System::nanoTime);
                ExecutorService waiting = Executors.newSingleThreadExecutor()) {
            var one = waiting.submit(real::take);

            real.addAfter("a", Duration.ofMillis(1));

            assertThat(one.get()).isEqualTo("a");
        }
    }

    /** Four at work, many keys, each added over and over: never two of one lane at a time, and the last word is heard. */
    @Test
    void noLaneIsEverWorkedOnTwiceAtATime() throws Exception {
        WorkQueue<String> real = new WorkQueue<>(key -> key.substring(0, 1), FIRST, LONGEST, System::nanoTime);
        ConcurrentHashMap<String, AtomicInteger> atWork = new ConcurrentHashMap<>();
        ConcurrentHashMap<String, Integer> wanted = new ConcurrentHashMap<>();
        ConcurrentHashMap<String, Integer> seen = new ConcurrentHashMap<>();
        AtomicInteger collisions = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<Void>> ends = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> {
                                for (String key = take(real); key != null; key = take(real)) {
                                    var lane = atWork.computeIfAbsent(key.substring(0, 1), none -> new AtomicInteger());
                                    if (lane.incrementAndGet() > 1) {
                                        collisions.incrementAndGet();
                                    }
                                    seen.put(key, wanted.get(key));
                                    lane.decrementAndGet();
                                    real.done(key);
                                }
                            },
                            workers))
                    .toList();
            for (int i = 0; i < 20_000; i++) {
                String key = (char) ('a' + i % 5) + String.valueOf(i % 20);
                wanted.put(key, i);
                real.add(key);
            }
            while (!seen.equals(wanted)) {
                Thread.onSpinWait();
            }
            real.close();
            ends.forEach(CompletableFuture::join);
        }
        assertThat(collisions).hasValue(0);
    }

    private static String take(WorkQueue<String> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
