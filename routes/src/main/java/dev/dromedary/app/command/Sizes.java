package dev.dromedary.app.command;

import java.util.Locale;

/** Numbers of bytes for people, in powers of a thousand. */
final class Sizes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final double THOUSAND = 1000;

    private Sizes() {}

    /** An empty text for what nobody knows. */
    static String text(Long bytes) {
        if (bytes == null) {
            return "";
        }
        double size = bytes;
        int unit = 0;
        while (size >= THOUSAND && unit < UNITS.length - 1) {
            size /= THOUSAND;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
