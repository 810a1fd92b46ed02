package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What a backup says of being verified, and the run that does it. */
public final class Verification {
    private static final String TYPE = RestoreStage.VERIFIED.type();

    /** Reason of the condition while the run is at work. */
    static final String VERIFYING = "Verifying";

    private Verification() {}

    /** Whether the backup is to be verified, or is being verified. */
    public static boolean pending(PerconaServerMySQLBackup backup) {
        boolean stays = backup.getStatus().stateOrNew().terminal() && !Deletion.ours(backup);
        return stays && (atWork(backup) || !Objects.equals(asked(backup), backup.getStatus().verification));
    }

    /** Whether it was found to be damaged. */
    public static boolean damaged(PerconaServerMySQLBackup backup) {
        return Conditions.fails(backup.getStatus().conditions, TYPE);
    }

    /** Whether a run that was launched for the annotation has not been heard of yet. */
    public static boolean atWork(PerconaServerMySQLBackup backup) {
        return verdict(backup)
                .filter(condition -> VERIFYING.equals(condition.getReason()))
                .isPresent();
    }

    /** What the annotation says; what was followed last where it says nothing any more. */
    static String asked(PerconaServerMySQLBackup backup) {
        var annotations = backup.getMetadata().getAnnotations();
        String said = annotations == null ? null : annotations.get(Names.VERIFY_ANNOTATION);
        return said == null || said.isBlank() ? backup.getStatus().verification : said;
    }

    /** The first word says how; what follows makes it another wish. */
    static Optional<RunKind> kind(String asked) {
        return switch (asked.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT)) {
            case "light" -> Optional.of(RunKind.INSPECT);
            case "deep" -> Optional.of(RunKind.INSPECT_DEEP);
            default -> Optional.empty();
        };
    }

    /**
     * The run that verifies a backup.
     *
     * @throws BackupException {@code BackupNotSucceeded} if there is none to verify
     */
    public static RunSpecification run(
            PerconaServerMySQLBackup backup, Optional<PerconaServerMySQL> cluster, RunKind kind) {
        var status = backup.getStatus();
        if (status.stateOrNew() != BackupState.SUCCEEDED || status.destination == null || status.storage == null) {
            throw new BackupException(
                    Reason.BackupNotSucceeded,
                    "backup " + backup.getMetadata().getName() + " has not succeeded, so there is nothing to verify",
                    "verify one in state Succeeded");
        }
        StoredPlace place = StoredPlace.nearest(backup)
                .orElseThrow(() -> new BackupException(
                        Reason.BackupNotFound, "it was removed from all its storages", "verify another backup"));
        return RunSpecification.inStorage(
                kind,
                RunSpecifications.owner(backup, backup.getSpec().clusterName),
                place.target(cluster).storage(),
                place.destination(),
                null);
    }

    /** Writes what a run has found into the backup's status, and into Events. */
    public static Decision told(PerconaServerMySQLBackup backup, RunKind kind, RunResult result, Instant now) {
        VerificationReport report = new VerificationReport(backup, now);
        report.ended(kind, result);
        return report.decision(Decision.Next.WAIT, null);
    }

    /** What was found last. */
    public static Optional<Condition> verdict(PerconaServerMySQLBackup backup) {
        return Conditions.find(backup.getStatus().conditions, TYPE);
    }
}
