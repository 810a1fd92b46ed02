package dev.dromedary.reconcile;

import java.time.Duration;

/** Durations as Kubernetes prints them: {@code 1h2m3s}, and {@code 0s} for less than one second. */
final class Durations {
    private Durations() {}

    static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        return text.append(duration.toSecondsPart()).append('s').toString();
    }
}
