package dev.dromedary.app;

import dev.dromedary.kube.Leadership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A leader whose lease has run out should have ended by himself; one that did not has to be restarted. */
final class LeaseHealth extends AbstractHealthCheck {
    private final Leadership leadership;

    LeaseHealth(Leadership leadership) {
        super("dromedary", "lease");
        this.leadership = leadership;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Optional<Duration> age = leadership.age();
        result.detail("leads", age.isPresent());
        age.ifPresent(time -> result.detail("renewedSecondsAgo", time.toSeconds()));
        Duration longest = leadership.terms().duration();
        if (age.isPresent() && age.get().compareTo(longest) > 0) {
            result.down();
            result.message("the lease was not renewed for " + age.get().toSeconds() + " s");
        } else {
            result.up();
        }
    }
}
