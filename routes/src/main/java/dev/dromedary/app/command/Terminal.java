package dev.dromedary.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of the three streams lead to a person. */
record Terminal(boolean in, boolean out, boolean err, boolean noColour) {
    /** With the kernel's names, since a JVM cannot tell for sure; where it has none nobody is asked and nothing is coloured. */
    static Terminal here() {
        String without = System.getenv("NO_COLOR");
        return new Terminal(
                leadsToTerminal(0),
                leadsToTerminal(1),
                leadsToTerminal(2),
                (without != null && !without.isEmpty()) || "dumb".equals(System.getenv("TERM")));
    }

    private static boolean leadsToTerminal(int stream) {
        try {
            String name =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether what is printed may have colours, if nobody has said. */
    boolean colours() {
        return out && !noColour;
    }
}
