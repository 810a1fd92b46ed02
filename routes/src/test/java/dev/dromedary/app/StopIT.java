package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.RestoreState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The application is told to stop (SIGTERM) while it works: what it does is ended, and the statuses say so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopIT {
    /** One pair of reading and writing a second, so that the tool is still at work when the signal comes. */
    private static final String SLOWLY = "\ncontainerOptions: {args: {xtrabackup: [--throttle=1]}}";

    private KillPlace place;
    private Resources resources;

    @BeforeAll
    void takeBase(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
        resources.full("base");
        place.workOff();
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    @Test
    void aBackupIsEndedAndItsLeftoversGo() throws Exception {
        resources.backup("slow", "type: full" + SLOWLY);
        Process product = place.place().product().start();
        Await.until("the tool is at work", () -> !place.tools().isEmpty());

        product.destroy();

        Product.Outcome ended = place.place().product().end(product);
        assertThat(resources.backup("slow").getStatus().state).as(ended.log()).isEqualTo(BackupState.FAILED);
        assertThat(KillPlace.reason(resources.backup("slow"))).isEqualTo("RunCancelled");
        place.requireClean();
        resources.remove("slow");
        resources.increment("after");
        place.workOff();
        assertThat(place.parentOf("after")).isEqualTo(resources.backup("base").getStatus().destination);
        resources.remove("after");
    }

    @Test
    void aRestoreIsEndedAndTheServerHasItsOldData() throws Exception {
        place.change();
        List<String> before = place.place().server().checksums();
        resources.restore("back", "base");
        Process product = place.place().product().start();
        Path ours = place.place().server().dataDirectory().resolve(".dromedary");
        Await.until("the chain is staged", () -> !KillPlace.entries(ours).isEmpty());

        product.destroy();

        Product.Outcome ended = place.place().product().end(product);
        assertThat(resources.restore("back").getStatus().state).as(ended.log()).isEqualTo(RestoreState.FAILED);
        assertThat(KillPlace.reason(resources.restore("back").getStatus().conditions, "Ready"))
                .isEqualTo("RunCancelled");
        assertThat(place.place().server().checksums()).isEqualTo(before);
        place.requireClean();
        resources.remove("back");
    }
}
