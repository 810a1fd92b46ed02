package dev.dromedary.app.command;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells the commands where the program is, as the launcher does. */
final class ProgramHome implements BeforeAllCallback, AfterAllCallback {
    private static final String HOME = "dromedary.home";

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(HOME, "..");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(HOME);
    }
}
