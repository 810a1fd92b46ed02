package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application is killed in the middle of a backup, at every point that matters. The next start has to tell the truth,
 * leave nothing behind and lose nothing; and the next backup has to link to the right one. All cases share a server and
 * one chain, which grows, and is restored at the end.
 */
@TakesMinutes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillIT {
    private KillPlace place;
    private Resources resources;
    private Product product;
    private String tip = "base";
    private int number;

    @BeforeAll
    void takeBase(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
        product = place.place().product();
        resources.full(tip);
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

    @Order(1)
    @ParameterizedTest
    @MethodSource("moments")
    void aBackupIsWholeOrGone(HaltPoint moment, boolean exists) throws Exception {
        String lost = kill(moment);
        assertThat(place.hasManifest(lost)).isEqualTo(exists);

        settleAndGoOn(lost, exists);
    }

    /** A tool that does nothing does not notice that nobody listens to it. */
    @Order(2)
    @Test
    void aToolThatOutlivedItsProcessIsEnded() throws Exception {
        place.hold("--backup");
        String lost = kill(HaltPoint.enter("step.PumpParts#process"));
        place.letGo();
        assertThat(place.tools()).hasSize(1);

        settleAndGoOn(lost, false);
    }

    @Order(3)
    @ParameterizedTest
    @MethodSource("lossesWithTheirStorage")
    void aBackupThatIsLostWithItsStorageIsSettledWhenThatIsBack(HaltPoint moment, boolean exists) throws Exception {
        String lost = kill(moment);
        try (KillPlace.Mending outage = place.loseStorage()) {
            assertThat(product.once().exit()).isEqualTo(1);
        }
        PerconaServerMySQLBackup unknown = resources.backup(lost);
        assertThat(unknown.getStatus().state).isEqualTo(BackupState.FAILED);
        assertThat(KillPlace.reason(unknown)).isEqualTo("RunLost");
        assertThat(unknown.getStatus().retry.failures).isEqualTo(1);
        assertThat(KillPlace.reason(unknown.getStatus().conditions, "LeftoversRemoved"))
                .isEqualTo("StorageUnreachable");

        settleAndGoOn(lost, exists);
    }

    static Stream<Arguments> lossesWithTheirStorage() {
        return Stream.of(
                argumentSet("before the manifest", HaltPoint.enter("step.SealManifest#process"), false),
                argumentSet("after the manifest", HaltPoint.exit("step.SealManifest#process"), true));
    }

    @Order(4)
    @Test
    void theChainThatGrewCanBeRestored() throws Exception {
        resources.verify("check", tip);

        place.workOff();
    }

    private String kill(HaltPoint moment) throws Exception {
        String lost = "lost-" + ++number;
        place.change();
        resources.increment(lost);
        Product.Outcome killed = product.once(moment.option(place.place().folder()));
        assertThat(killed.exit()).as(killed.log()).isEqualTo(HaltAgent.KILLED);
        return lost;
    }

    private void settleAndGoOn(String lost, boolean exists) throws Exception {
        String next = "next-" + number;
        place.change();
        resources.increment(next);

        Product.Outcome after = product.once();

        assertThat(after.exit()).as(after.log()).isEqualTo(exists ? 0 : 1);
        requireTruth(resources.backup(lost), exists);
        place.requireClean();
        assertThat(place.parentOf(next))
                .isEqualTo(resources.backup(exists ? lost : tip).getStatus().destination);
        tip = next;
        if (!exists) {
            resources.remove(lost);
        }
    }

    private static void requireTruth(PerconaServerMySQLBackup lost, boolean exists) {
        assertThat(lost.getStatus().state).isEqualTo(exists ? BackupState.SUCCEEDED : BackupState.FAILED);
        assertThat(KillPlace.reason(lost)).isEqualTo(exists ? "Succeeded" : "RunLost");
    }
}
