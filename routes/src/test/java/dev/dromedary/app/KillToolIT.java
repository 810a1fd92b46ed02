package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.RestoreState;
import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tool or the server is killed, or the storage goes, in the middle of a run. The run fails and says why, leaves nothing
 * behind, and the next backup goes on where the last good one ended. All cases share a server and a chain.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillToolIT {
    /** One pair of reading and writing a second: the tool is still at work when the accident comes. */
    private static final String SLOWLY = "type: incremental\ncontainerOptions: {args: {xtrabackup: [--throttle=1]}}";

    private KillPlace place;
    private Resources resources;
    private PrivateServer server;
    private Product product;
    private String tip = "base";
    private String broken;

    @BeforeAll
    void takeBase(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
        server = place.place().server();
        product = place.place().product();
        resources.full(tip);
        place.workOff();
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    @Test
    void theToolIsKilledInABackup() throws Exception {
        Process run = beginBackup();

        place.tools().forEach(ProcessHandle::destroyForcibly);

        requireFailedBackup(run, "ToolFailed");
    }

    @Test
    void theServerIsKilledInABackup() throws Exception {
        Process run = beginBackup();

        server.kill();

        Product.Outcome ended = product.end(run);
        server.start();
        requireFailedBackup(ended, "ServerGone");
    }

    @Test
    void theToolIsKilledInAPrepare() throws Exception {
        place.change();
        List<String> before = server.checksums();
        place.hold("--prepare");
        resources.restore("back", "base");
        Process run = product.begin();
        Await.until("the tool is at work", () -> !preparing().isEmpty());

        preparing().forEach(ProcessHandle::destroyForcibly);

        Product.Outcome ended = product.end(run);
        place.letGo();
        assertThat(ended.exit()).as(ended.log()).isEqualTo(1);
        assertThat(resources.restore("back").getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(KillPlace.reason(resources.restore("back").getStatus().conditions, "Ready"))
                .isEqualTo("PrepareFailed");
        assertThat(server.checksums()).isEqualTo(before);
        place.requireClean();
        resources.remove("back");
        goOn();
    }

    private List<ProcessHandle> preparing() {
        return place.tools().stream()
                .filter(tool -> tool.info().commandLine().orElse("").contains("--prepare"))
                .toList();
    }

    /** An increment whose first parts are stored and whose tool is at work. */
    private Process beginBackup() throws Exception {
        place.change();
        broken = "broken-after-" + tip;
        resources.backup(broken, SLOWLY);
        Process run = product.begin();
        Await.until("a part is stored", () -> place.hasParts(broken));
        return run;
    }

    private void requireFailedBackup(Process run, String reason) throws Exception {
        requireFailedBackup(product.end(run), reason);
    }

    private void requireFailedBackup(Product.Outcome ended, String reason) throws Exception {
        assertThat(ended.exit()).as(ended.log()).isEqualTo(1);
        Told.ofBackup(resources, broken).requireFailure("Failed", Reason.valueOf(reason), told -> assertThat(told)
                .isNotEmpty());
        place.requireClean();
        resources.remove(broken);
        goOn();
    }

    /** The next increment extends the last good backup. */
    private void goOn() throws Exception {
        String next = tip + "-next";
        resources.increment(next);
        place.workOff();
        assertThat(place.parentOf(next)).isEqualTo(resources.backup(tip).getStatus().destination);
        tip = next;
    }
}
