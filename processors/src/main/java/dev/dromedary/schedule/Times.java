package dev.dromedary.schedule;

import java.time.Instant;
import java.util.Optional;

/** Moments that come again and again. */
interface Times {
    /** The first one after this moment; none where there is none any more. */
    Optional<Instant> next(Instant after);
}
