package dev.dromedary.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    private static RunResult failed(Outcome outcome, Reason reason, String message, String hint) {
        return RunResult.failed(outcome, new BackupException(reason, message, hint));
    }

    @Test
    void successIsZero() {
        assertThat(new Answer(RunKind.BACKUP, RunResult.succeeded(null)).exitCode())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "BACKUP, FAILED, StorageUnreachable, 1",
        "BACKUP, FAILED_WITH_LEFTOVERS, StorageUnreachable, 1",
        "BACKUP, NOT_STARTED, ServerUnreachable, 1",
        "BACKUP, FAILED, TableLost, 1",
        "BACKUP, FAILED, RunCancelled, 1",
        "BACKUP, NOT_STARTED, SecretNotFound, 3",
        "BACKUP, NOT_STARTED, LineageChanged, 3",
        "BACKUP, FAILED, SpoolFull, 3",
        "INSPECT_DEEP, FAILED, StreamDamaged, 3",
        "INSPECT, NOT_STARTED, StorageUnreachable, 1",
        "RESTORE, FAILED, StorageUnreachable, 1",
        "RESTORE, FAILED_WITH_LEFTOVERS, StorageUnreachable, 3",
    })
    void whatMayPassIsTriedAgain(RunKind kind, Outcome outcome, Reason reason, int code) {
        assertThat(new Answer(kind, failed(outcome, reason, "m", "h")).exitCode())
                .isEqualTo(code);
    }

    @Test
    void anotherUserIsNotWaitedFor() {
        RunResult theirs = RunResult.notYet(new RunAs(1L, 1L), new BackupException(Reason.OtherDataOwner, "m", "h"));

        assertThat(new Answer(RunKind.BACKUP, theirs).exitCode()).isEqualTo(3);
    }

    @Test
    void aShortMessageIsWhole() {
        RunResult result = failed(Outcome.FAILED, Reason.ToolFailed, "it said: \"no\"\n", "look");

        assertThat(Wire.result(new Answer(RunKind.BACKUP, result).message())).contains(result);
    }

    @ParameterizedTest
    @CsvSource({"9000, 10", "10, 9000", "5000, 5000", "4096, 0"})
    void aLongMessageIsCutSoThatItCanStillBeRead(int message, int hint) {
        RunResult result = failed(Outcome.FAILED, Reason.ToolFailed, "é\"".repeat(message / 2), "h".repeat(hint));

        String text = new Answer(RunKind.BACKUP, result).message();

        assertThat(text.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4096);
        assertThat(Wire.result(text).orElseThrow().reason()).isEqualTo("ToolFailed");
    }
}
