package dev.dromedary.app;

import dev.dromedary.kube.Watches;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready when everything is listed and each change is told. No reason to be restarted: a watch begins again by itself. */
final class WatchesHealth extends AbstractHealthCheck {
    private final Watches watches;

    WatchesHealth(Watches watches) {
        super("dromedary", "watches");
        this.watches = watches;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        var blind = watches.blind();
        if (watches.listed() && blind.isEmpty()) {
            result.up();
        } else {
            result.down();
            result.message(blind.isEmpty() ? "not everything is listed yet" : "not watched now: " + blind);
        }
    }
}
