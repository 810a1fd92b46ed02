package dev.dromedary.app.command;

/** What passes between two looks at a resource that is waited for. */
interface Patience {
    void pause() throws InterruptedException;

    /** A look a second: people wait for it, and an API server does not notice. */
    static Patience second() {
        return () -> Thread.sleep(1000);
    }
}
