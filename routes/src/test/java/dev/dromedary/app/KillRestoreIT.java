package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.RestoreState;
import java.nio.file.Path;
import java.util.List;
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
 * The application is killed in the middle of a restore, at every point that matters. The next start has to end it: with
 * the data of the backup, or that of before, never with neither; and leave nothing behind. All cases share a server and a
 * chain of two.
 */
@TakesMinutes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillRestoreIT {
    private static final String MOVE = "restore.DiskOperations#move";

    private KillPlace place;
    private Resources resources;
    private Product product;
    private List<String> wanted;
    private int number;

    @BeforeAll
    void takeChain(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
        product = place.place().product();
        resources.full("base");
        place.workOff();
        place.change();
        resources.increment("tip");
        place.workOff();
        wanted = place.place().server().checksums();
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                argumentSet("planned", HaltPoint.enter("local.HostServer#stop")),
                argumentSet("server stopped", HaltPoint.exit("local.HostServer#stop")),
                argumentSet("staged", HaltPoint.exit("step.UnpackMember#check").number(2)),
                argumentSet("prepared", HaltPoint.exit("step.PrepareChain#checkMovedBack")),
                argumentSet("old data half aside", HaltPoint.exit(MOVE).number(6)),
                argumentSet("between old and new", HaltPoint.enter("restore.SwapMoves#install")),
                argumentSet("new data half in", HaltPoint.exit(MOVE).number(18)),
                argumentSet("swapped", HaltPoint.exit("restore.Swap#swap")),
                argumentSet("before the start", HaltPoint.enter("local.HostServer#start")),
                argumentSet("before accept", HaltPoint.enter("step.SwapData#accept")),
                argumentSet("accepted", HaltPoint.enter("restore.Swap#removeAccepted")));
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("moments")
    void theServerEndsOnTheDataOfTheBackup(HaltPoint moment) throws Exception {
        kill(moment);

        resume();
    }

    /** In the last prepare of the chain, which spoils base and increment if it goes on beside its successor. */
    @Order(2)
    @Test
    void aToolThatOutlivedItsProcessIsEnded() throws Exception {
        place.hold("--incremental-dir");
        kill(HaltPoint.enter("step.FeedingExecutor#feed").number(4));
        place.letGo();
        assertThat(place.tools()).hasSize(1);

        resume();
    }

    /** What it has made of base and increment is no whole base and no increment any more: they are staged anew. */
    @Order(2)
    @Test
    void whatAToolHasPreparedIsNotPreparedAgain() throws Exception {
        place.holdAtItsEnd("--incremental-dir");
        kill(HaltPoint.enter("step.FeedingExecutor#feed").number(4));
        place.awaitItsEnd();
        assertThat(place.tools()).hasSize(1);

        resume();
    }

    /** Its chain cannot be read any more, so there is only one way: back. */
    @Order(3)
    @Test
    void aHalfDoneSwapIsUndoneIfTheStorageIsGone() throws Exception {
        List<String> before = kill(HaltPoint.enter("restore.SwapMoves#install"));
        String restore = "back-" + number;
        try (KillPlace.Mending outage = place.loseStorage()) {
            assertThat(product.once().exit()).isEqualTo(1);
        }

        assertThat(resources.restore(restore).getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(KillPlace.reason(resources.restore(restore).getStatus().conditions, "Ready"))
                .isEqualTo("StorageUnreachable");
        assertThat(place.place().server().checksums()).isEqualTo(before);
        place.requireClean();
        resources.remove(restore);
    }

    @Order(4)
    @Test
    void theNextBackupIsGood() throws Exception {
        resources.full("last");
        resources.verify("check", "last");

        place.workOff();
    }

    /**
     * Kills it at a moment of a new restore; answers the checksums of before. A full backup goes first: it is the one after
     * the restore of the last case.
     */
    private List<String> kill(HaltPoint moment) throws Exception {
        number++;
        place.change();
        List<String> before = place.place().server().checksums();
        resources.full("next-" + number);
        resources.restore("back-" + number, "tip");
        Product.Outcome killed = product.once(moment.option(place.place().folder()));
        assertThat(killed.exit()).as(killed.log()).isEqualTo(HaltAgent.KILLED);
        assertThat(resources.backup("next-" + number).getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        return before;
    }

    private void resume() throws Exception {
        Product.Outcome after = product.once();

        assertThat(after.exit()).as(after.log()).isZero();
        assertThat(resources.restore("back-" + number).getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(place.place().server().checksums()).isEqualTo(wanted);
        place.requireClean();
    }
}
