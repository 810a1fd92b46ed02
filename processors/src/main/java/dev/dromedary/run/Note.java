package dev.dromedary.run;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * An Event about a resource.
 *
 * @param warning whether it is of type Warning, not Normal
 */
public record Note(ResourceKey about, String uid, boolean warning, String reason, String message) {
    /** The resource and, with its namespace, its Events may be gone when someone looks for them. */
    public void log(Logger log) {
        log.atLevel(warning ? Level.WARN : Level.INFO).log("{} {}: {}", about.title(), reason, message);
    }
}
