package dev.dromedary.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Cron fields on the clocks of a time zone. A time that a clock put forward leaves out comes at once after the gap; one that a
 * clock put back shows twice comes the first time alone. Where hours say nothing it is the minutes that pass that count: then
 * nothing is left out or doubled.
 */
record ZonedTimes(CronFields fields, ZoneId zone) implements Times {
    @Override
    public Optional<Instant> next(Instant after) {
        return fields.hourly() ? ofEachHour(after) : ofTheDay(after);
    }

    private Optional<Instant> ofTheDay(Instant after) {
        Optional<LocalDateTime> time =
                fields.from(LocalDateTime.ofInstant(after, zone).plusNanos(1));
        while (time.isPresent() && !moment(time.get()).isAfter(after)) {
            // In the second of two equal hours, whose times have come in the first.
            time = fields.from(time.get().plusMinutes(1));
        }
        return time.map(this::moment);
    }

    private Instant moment(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(time).getInstant()
                : time.toInstant(offsets.getFirst());
    }

    /** From one change of the clocks to the next time passes as everywhere. */
    private Optional<Instant> ofEachHour(Instant after) {
        ZoneRules rules = zone.getRules();
        Instant from = after.plusNanos(1);
        Instant last = after.plus(366L * 9, ChronoUnit.DAYS);
        while (from.isBefore(last)) {
            ZoneOffset offset = rules.getOffset(from);
            ZoneOffsetTransition change = rules.nextTransition(from);
            Optional<Instant> found =
                    fields.from(LocalDateTime.ofInstant(from, offset)).map(time -> time.toInstant(offset));
            if (change == null || (found.isPresent() && found.get().isBefore(change.getInstant()))) {
                return found;
            }
            from = change.getInstant();
        }
        return Optional.empty();
    }
}
