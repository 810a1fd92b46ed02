package dev.dromedary.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/** How much later than its ideal time a schedule starts: chosen by its names alone, so that it is the same every time. */
public final class Jitter {
    private Jitter() {}

    /** @param seconds the most that is wanted, or null for none */
    public static Duration of(String namespace, String cluster, String schedule, Integer seconds) {
        if (seconds == null || seconds <= 0) {
            return Duration.ZERO;
        }
        CRC32 crc = new CRC32();
        crc.update(String.join("\n", namespace, cluster, schedule).getBytes(StandardCharsets.UTF_8));
        return Duration.ofSeconds(crc.getValue() % (seconds + 1L));
    }
}
