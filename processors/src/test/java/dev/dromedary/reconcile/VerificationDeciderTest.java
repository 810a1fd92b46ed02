package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationDeciderTest {
    private final World world = new World();
    private final PerconaServerMySQLBackup backup = world.base("b", "2024-06-15T10:31:01Z");

    private void ask(String how) {
        backup.getMetadata().setAnnotations(Map.of(Names.VERIFY_ANNOTATION, how));
    }

    private Optional<Decision> look() {
        return VerificationDecider.decide(new VerificationView(
                backup, Optional.of(world.cluster), kind -> world.runs.getOrDefault(kind, RunView.ABSENT), world.now));
    }

    private Decision decide() {
        return look().orElseThrow();
    }

    private Condition verified() {
        return Verification.verdict(backup).orElseThrow();
    }

    private static RunResult good(long size) {
        return new RunResult(
                Outcome.SUCCEEDED,
                null,
                "1 backup, 2 parts",
                null,
                new BackupFacts(
                        World.BASE,
                        "FULL",
                        size,
                        0,
                        61_000,
                        0,
                        77,
                        "",
                        "host",
                        World.BASE,
                        0,
                        Instant.parse("2024-06-15T10:31:01.5Z"),
                        List.of()),
                null);
    }

    private static RunResult damaged() {
        return RunResult.failed(
                Outcome.FAILED, new BackupException(Reason.ObjectMissing, "the object x is missing", "bring it back"));
    }

    @Test
    void nothingIsDoneUntilSomeoneAsks() {
        assertThat(look()).isEmpty();
        ask(" ");
        assertThat(look()).isEmpty();
        assertThat(Unfinished.is(backup)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"light, INSPECT", "deep, INSPECT_DEEP", "deep again on friday, INSPECT_DEEP"})
    void aWishIsFollowedOnce(String asked, RunKind kind) {
        ask(asked);
        assertThat(Unfinished.is(backup)).isTrue();
        Decision begun = decide();
        assertThat(begun.next()).isEqualTo(Next.LAUNCH);
        assertThat(begun.changed()).isTrue();
        assertThat(begun.run().kind()).isEqualTo(kind);
        assertThat(begun.run().destination()).isEqualTo(World.BASE);
        assertThat(begun.run().type()).as("no server is asked").isNull();
        assertThat(verified().getStatus()).isEqualTo("Unknown");
        world.running(kind);
        assertThat(decide().next()).isEqualTo(Next.WAIT);

        world.ended(kind, good(1234));
        Decision ended = decide();

        assertThat(ended.next()).isEqualTo(Next.WAIT);
        assertThat(verified().getStatus()).isEqualTo("True");
        assertThat(verified().getReason()).isEqualTo("Verified");
        assertThat(verified().getMessage())
                .isEqualTo(asked.split(" ", 2)[0] + ", 2024-06-15T10:30:00Z: 1 backup, 2 parts");
        assertThat(ended.notes()).extracting(Note::reason, Note::warning).containsExactly(tuple("Verified", false));
        assertThat(look()).as("it is done").isEmpty();
        assertThat(Unfinished.is(backup)).isFalse();
    }

    @Test
    void theAnswerToAnEarlierWishIsNotTakenForOneToThis() {
        ask("deep");
        decide();
        world.ended(RunKind.INSPECT_DEEP, good(1234));
        decide();

        ask("deep 2");
        Decision dropped = decide();
        assertThat(dropped.next()).isEqualTo(Next.FORGET);
        assertThat(dropped.changed()).as("whoever is killed now drops it again").isFalse();
        assertThat(dropped.again()).isPositive();
        world.runs.clear();
        assertThat(decide().next()).isEqualTo(Next.LAUNCH);
        world.ended(RunKind.INSPECT_DEEP, damaged());
        decide();
        assertThat(verified().getStatus()).isEqualTo("False");
    }

    @Test
    void whatIsDamagedIsToldWithObjectAndHint() {
        ask("light");
        decide();
        world.ended(RunKind.INSPECT, damaged());
        Decision decision = decide();

        assertThat(Verification.damaged(backup)).isTrue();
        assertThat(verified().getReason()).isEqualTo("ObjectMissing");
        assertThat(verified().getMessage())
                .isEqualTo("light, 2024-06-15T10:30:00Z: the object x is missing; bring it back");
        assertThat(decision.notes())
                .extracting(Note::reason, Note::warning)
                .containsExactly(tuple("ObjectMissing", true));
        assertThat(backup.getStatus().state).as("it is a finished backup still").isEqualTo(BackupState.SUCCEEDED);
    }

    @Test
    void aWholeManifestOfAnotherTimeIsNoneOfThisBackup() {
        backup.getStatus().size = 1234L;
        backup.getStatus().fromLsn = 0L;
        backup.getStatus().toLsn = 77L;
        ask("light");
        decide();
        world.ended(RunKind.INSPECT, good(1234));
        decide();
        assertThat(verified().getStatus()).isEqualTo("True");

        world.runs.clear();
        ask("light 2");
        decide();
        world.ended(RunKind.INSPECT, good(1235));
        decide();
        assertThat(verified().getStatus()).isEqualTo("False");
        assertThat(verified().getReason()).isEqualTo("ManifestDamaged");
        assertThat(verified().getMessage()).contains("1235 bytes").contains("1234 bytes");
    }

    @Test
    void aStorageThatCannotBeAskedSaysNothingOfTheBackup() {
        ask("deep");
        decide();
        world.ended(
                RunKind.INSPECT_DEEP,
                RunResult.failed(
                        Outcome.NOT_STARTED, new BackupException(Reason.StorageUnreachable, "nobody answers", "look")));
        decide();
        assertThat(verified().getStatus()).isEqualTo("Unknown");
        assertThat(verified().getReason()).isEqualTo("StorageUnreachable");
        assertThat(look()).as("it is not asked for ever").isEmpty();
    }

    @Test
    void aRunThatWasLostOrStoppedIsLaunchedAgain() {
        ask("deep");
        decide();
        assertThat(decide().next()).isEqualTo(Next.LAUNCH);
        world.ended(
                RunKind.INSPECT_DEEP,
                RunResult.failed(Outcome.NOT_STARTED, new BackupException(Reason.RunCancelled, "told to stop", "")));
        assertThat(decide().next()).isEqualTo(Next.RELAUNCH);
        assertThat(Verification.atWork(backup)).isTrue();
    }

    @Test
    void aWishThatChangesMeanwhileWaitsForTheRun() {
        ask("light");
        decide();
        world.running(RunKind.INSPECT);
        ask("deep");
        assertThat(decide().next()).isEqualTo(Next.WAIT);
        world.ended(RunKind.INSPECT, good(1));
        decide();
        assertThat(verified().getMessage()).startsWith("light");
        assertThat(decide().run().kind()).isEqualTo(RunKind.INSPECT_DEEP);
    }

    @Test
    void oneThatIsAtWorkIsVerifiedWhenItHasEndedAndOneThatFailedIsTold() {
        ask("light");
        backup.getStatus().state = BackupState.RUNNING;
        assertThat(look()).isEmpty();

        backup.getStatus().state = BackupState.FAILED;
        assertThat(decide().next()).isEqualTo(Next.WAIT);
        assertThat(verified().getStatus()).isEqualTo("Unknown");
        assertThat(verified().getReason()).isEqualTo("BackupNotSucceeded");
        assertThat(look()).isEmpty();
    }

    @Test
    void aWordThatMeansNothingIsTold() {
        ask("thoroughly");
        Decision decision = decide();
        assertThat(decision.run()).isNull();
        assertThat(verified().getReason()).isEqualTo("ResourceInvalid");
        assertThat(verified().getMessage()).contains("'thoroughly'").contains("light or deep");
        assertThat(look()).isEmpty();
    }

    @Test
    void whatIsOnItsWayOutIsNotWaitedFor() {
        ask("deep");
        assertThat(Verification.pending(World.deleted(backup))).isFalse();
    }
}
