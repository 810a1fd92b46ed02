package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is seen of a backup that is to be verified.
 *
 * @param backup a copy that the decision may change
 * @param runs looks at a run of the backup
 */
public record VerificationView(
        PerconaServerMySQLBackup backup,
        Optional<PerconaServerMySQL> cluster,
        Function<RunKind, RunView> runs,
        Instant now) {}
