package dev.dromedary.local;

import java.time.Duration;

/** Time that passes as fast as it is waited for; a command that is to end is waited for in earnest. */
final class FastPace implements Pace {
    private final boolean commandsEnd;
    private Duration now = Duration.ZERO;

    FastPace(boolean commandsEnd) {
        this.commandsEnd = commandsEnd;
    }

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void pause(Process process, Duration length) throws InterruptedException {
        now = now.plus(length);
        if (commandsEnd) {
            process.waitFor();
        }
    }
}
