package dev.dromedary.app;

import dev.dromedary.reconcile.Retries;
import dev.dromedary.step.PumpSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** The settings of {@code config/application.properties}, typed. */
final class Settings {
    private final CamelContext context;

    Settings(CamelContext context) {
        this.context = context;
    }

    String text(String name) {
        return context.resolvePropertyPlaceholders("{{" + name + "}}");
    }

    int number(String name) {
        return Math.toIntExact(size(name));
    }

    /** Bytes, which may be more than an {@code int} holds. */
    long size(String name) {
        try {
            return Long.parseLong(text(name).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + text(name) + "', not a whole number", e);
        }
    }

    /** A time in milliseconds. */
    Duration time(String name) {
        return Duration.ofMillis(size(name));
    }

    Path folder(String name) {
        return Path.of(text(name).strip()).toAbsolutePath();
    }

    Retries retries() {
        return new Retries(time("dromedary.retry.first-pause"), time("dromedary.retry.longest-pause"));
    }

    PumpSettings pump() {
        return new PumpSettings(
                number("dromedary.part.size"),
                number("dromedary.part.senders"),
                size("dromedary.spool.limit"),
                text("dromedary.spool.when-full").strip().equals("wait"),
                time("dromedary.spool.patience"),
                time("dromedary.progress.interval"));
    }
}
