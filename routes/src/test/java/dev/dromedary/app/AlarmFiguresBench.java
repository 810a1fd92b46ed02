package dev.dromedary.app;

import dev.dromedary.run.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** How late alarms of a thousand clusters ring; run by name alone: {@code -Dtest=AlarmFiguresBench}. */
class AlarmFiguresBench {
    private static final int CLUSTERS = 1000;

    @Test
    void aThousandAlarms() throws Exception {
        CountDownLatch all = new CountDownLatch(CLUSTERS);
        var rung = new ConcurrentHashMap<String, Instant>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            QuartzAlarm alarm = QuartzAlarm.in(context, key -> {
                rung.put(key.name(), Instant.now());
                all.countDown();
            });
            context.start();
            // All in the same second: the worst there is.
            Instant due = Instant.now().plusSeconds(3);
            long begin = System.nanoTime();
            IntStream.range(0, CLUSTERS)
                    .forEach(i -> alarm.set(new ResourceKey("PerconaServerMySQL", "ns", "c" + i), due));
            long armed = (System.nanoTime() - begin) / 1_000_000;
            all.await();
            List<Long> late = rung.values().stream()
                    .map(at -> Duration.between(due, at).toMillis())
                    .sorted()
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "%d alarms set in %d ms; late by %d ms (half of them), %d ms (the last)%n",
                    CLUSTERS,
                    armed,
                    late.get(CLUSTERS / 2),
                    late.getLast());
        }
    }
}
