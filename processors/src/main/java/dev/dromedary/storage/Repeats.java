package dev.dromedary.storage;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When a request is repeated by those clients that do not do it themselves. */
final class Repeats {
    private Repeats() {}

    /** Whether the same request may be answered otherwise a little later. */
    static boolean mayPass(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    /**
     * How long the server is left alone after an attempt, counted from 1.
     *
     * @param wish what it says itself, as {@code Retry-After}, or null; it is granted as far as we wait at all
     */
    static Duration pause(int attempt, String wish) {
        long longest = ClientSettings.LONGEST_PAUSE.toMillis();
        long most = Math.min(ClientSettings.FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10), longest);
        // Half of it by chance, so that those who failed together do not come back together.
        long growing = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        long wished = wish == null || !wish.matches("\\d{1,6}") ? 0 : Long.parseLong(wish) * 1_000;
        return Duration.ofMillis(Math.max(growing, Math.min(wished, longest)));
    }
}
