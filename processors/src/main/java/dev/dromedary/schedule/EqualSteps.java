package dev.dromedary.schedule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments in equal steps, counted from the one before: {@code @every 1h30m}. */
record EqualSteps(Duration step) implements Times {
    private static final Pattern TERM = Pattern.compile("(?<number>\\d+\\.?\\d*|\\.\\d+)(?<unit>ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    /**
     * A duration in Go's spelling, cut to whole seconds, at least one.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static EqualSteps parse(String text) {
        Matcher terms = TERM.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (terms.find() && terms.start() == end) {
            nanos = nanos.add(
                    new BigDecimal(terms.group("number")).multiply(BigDecimal.valueOf(NANOS.get(terms.group("unit")))));
            end = terms.end();
        }
        if (end == 0 || end < text.length() || nanos.signum() == 0) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 90m or 1h30m");
        }
        long seconds = nanos.movePointLeft(9).setScale(0, RoundingMode.DOWN).longValueExact();
        return new EqualSteps(Duration.ofSeconds(Math.max(1, seconds)));
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.of(after.truncatedTo(ChronoUnit.SECONDS).plus(step));
    }
}
