package dev.dromedary.app.command;

/** What the exit code of a command says; {@code docs/cli.md} has the table. */
final class Exit {
    static final int GOOD = 0;
    /** It was carried out, and the answer is a bad one: damaged, broken, failed. */
    static final int BAD = 1;

    static final int NOT_UNDERSTOOD = 2;
    /** It could not be carried out, so there is no answer. */
    static final int NOT_DONE = 3;

    static final String FOOTER =
            "Exit codes: 0 good, 1 bad (failed, damaged, broken), 2 command line not understood, 3 could not be done.";

    private Exit() {}
}
