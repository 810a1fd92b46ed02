package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupProgress;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupProgressTest {
    private static final Instant END = Instant.parse("2024-06-15T11:00:00Z");

    private final World world = new World();
    private final PerconaServerMySQLBackup backup = world.backup("b", BackupType.FULL);

    @BeforeEach
    void begin() {
        world.decide(backup);
    }

    private BackupProgress shown(Progress progress) {
        world.runs.put(RunKind.BACKUP, new RunView(RunView.Phase.RUNNING, progress, null));
        world.decide(backup);
        return backup.getStatus().progress;
    }

    @Test
    void allFiguresComeIntoTheStatus() {
        BackupProgress shown = shown(new Progress("Streaming", 4000, 400, 20, END));

        assertThat(backup.getStatus().phase).isEqualTo("Streaming");
        assertThat(shown.bytes).isEqualTo(4000);
        assertThat(shown.bytesPerSecond).isEqualTo(400);
        assertThat(shown.percent).isEqualTo(20);
        assertThat(shown.estimatedEnd).isEqualTo("2024-06-15T11:00:00Z");
    }

    @Test
    void nothingDoneYetIsAFigure() {
        assertThat(shown(new Progress("Streaming", 0, 0, 0, null)).percent).isZero();
    }

    @Test
    void whatIsNotKnownIsLeftOutEvenIfItOnceWas() {
        shown(new Progress("Streaming", 4000, 400, 20, END));

        BackupProgress shown = shown(new Progress("Streaming", 5000, 100, -1, null));

        assertThat(shown.percent).isNull();
        assertThat(shown.estimatedEnd).isNull();
        assertThat(shown.bytes).isEqualTo(5000);
    }

    @Test
    void aRunThatSaysNothingChangesNothing() {
        shown(new Progress("Streaming", 4000, 400, 20, END));

        assertThat(shown(null).bytes).isEqualTo(4000);
    }
}
