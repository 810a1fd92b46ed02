package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application is killed in the middle of a backup, at every point that matters. The next start has to tell the truth,
 * leave nothing behind and lose nothing; and the next backup has to link to the right one. All cases share a server and
 * one chain, which grows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {
    private KillPlace place;
    private String tip = "base";
    private int number;

    @BeforeAll
    void takeBase(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        place.place().resources().full(tip);
        place.workOff();
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                argumentSet("chain resolved", HaltPoint.enter("step.ClaimDestination#process"), false),
                argumentSet("destination claimed", HaltPoint.exit("step.ClaimDestination#process"), false),
                argumentSet("tool started", HaltPoint.enter("step.PumpParts#process"), false),
                argumentSet(
                        "half the parts sent",
                        HaltPoint.exit("step.HashPart#process").number(5),
                        false),
                argumentSet("before the manifest", HaltPoint.enter("step.SealManifest#process"), false),
                argumentSet("after the manifest", HaltPoint.exit("step.SealManifest#process"), true),
                argumentSet("after the status", HaltPoint.enter("step.FinishResource#process"), true));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aBackupIsWholeOrGone(HaltPoint moment, boolean exists) throws Exception {
        Resources resources = place.place().resources();
        String lost = "lost-" + ++number;
        String next = "next-" + number;
        String check = "check-" + number;
        place.change();
        resources.increment(lost);
        Product.Outcome killed =
                place.place().product().once(moment.option(place.place().folder()));
        assertThat(killed.exit()).as(killed.log()).isEqualTo(HaltAgent.KILLED);
        assertThat(place.hasManifest(lost)).isEqualTo(exists);
        place.change();
        resources.increment(next);
        resources.verify(check, next);

        Product.Outcome after = place.place().product().once();

        assertThat(after.exit()).as(after.log()).isEqualTo(exists ? 0 : 1);
        requireTruth(resources.backup(lost), exists);
        place.requireClean();
        assertThat(place.parentOf(next))
                .isEqualTo(resources.backup(exists ? lost : tip).getStatus().destination);
        tip = next;
        if (!exists) {
            resources.remove(lost);
        }
        resources.remove(check);
    }

    private static void requireTruth(PerconaServerMySQLBackup lost, boolean exists) {
        assertThat(lost.getStatus().state).isEqualTo(exists ? BackupState.SUCCEEDED : BackupState.FAILED);
        assertThat(KillPlace.reason(lost)).isEqualTo(exists ? "Succeeded" : "RunLost");
    }
}
