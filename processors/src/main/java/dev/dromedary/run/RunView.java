package dev.dromedary.run;

/**
 * A run as the platform sees it now.
 *
 * @param progress of a run at work; null before its first report
 * @param result of a run that has ended; of an absent one what is known of its end; null otherwise
 */
public record RunView(Phase phase, Progress progress, RunResult result) {
    /** Where a run is. */
    public enum Phase {
        /** The platform knows of no such run: it was never launched, or was lost. */
        ABSENT,
        /** Not at work yet: its place is being prepared. */
        LAUNCHED,
        RUNNING,
        ENDED
    }

    public static final RunView ABSENT = new RunView(Phase.ABSENT, null, null);

    /** Whether it will end by itself. */
    public boolean atWork() {
        return phase == Phase.LAUNCHED || phase == Phase.RUNNING;
    }
}
