package dev.dromedary.app.command;

/**
 * Which of the three streams lead to a person. The launcher says so, since a JVM cannot tell for sure; without a launcher there
 * is a console only where both input and output are a terminal.
 */
record Terminal(boolean in, boolean out, boolean err, boolean noColour) {
    private static final String PREFIX = "dromedary.terminal";

    static Terminal here() {
        boolean console = System.getProperty(PREFIX + ".known") == null && System.console() != null;
        String without = System.getenv("NO_COLOR");
        return new Terminal(
                console || Boolean.getBoolean(PREFIX + ".in"),
                console || Boolean.getBoolean(PREFIX + ".out"),
                console || Boolean.getBoolean(PREFIX),
                (without != null && !without.isEmpty()) || "dumb".equals(System.getenv("TERM")));
    }

    /** Whether what is printed may have colours, if nobody has said. */
    boolean colours() {
        return out && !noColour;
    }
}
