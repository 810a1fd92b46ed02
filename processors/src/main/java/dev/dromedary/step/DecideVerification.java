package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.RunNames;
import dev.dromedary.reconcile.Verification;
import dev.dromedary.reconcile.VerificationDecider;
import dev.dromedary.reconcile.VerificationView;
import java.time.Clock;
import java.util.Optional;

/** Looks at a backup that is to be verified. One that is not costs no request. */
final class DecideVerification {
    private final Platform platform;
    private final Clock clock;

    DecideVerification(Platform platform, Clock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    /** Empty where nothing is to be verified. */
    Optional<Decision> decide(PerconaServerMySQLBackup backup) {
        if (!Verification.pending(backup)) {
            return Optional.empty();
        }
        String namespace = backup.getMetadata().getNamespace();
        return VerificationDecider.decide(new VerificationView(
                backup,
                Optional.ofNullable(platform.get(PerconaServerMySQL.class, namespace, backup.getSpec().clusterName)),
                kind -> platform.follow(RunNames.inspect(backup, kind)),
                clock.instant()));
    }
}
