package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real mariadbd on both sides of a swap. */
class SwapServerIT {
    private static final String USER = "--user=" + System.getProperty("user.name");

    @TempDir
    Path folder;

    private Process server;

    @BeforeEach
    void requireServer() {
        assumeTrue(isInstalled("mariadbd") && isInstalled("mariadb-install-db"), "no mariadbd on the path");
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void oldAndNewDataChangePlacesOnlyWhileNoServerRuns() throws Exception {
        Path root = initialised(folder.resolve("data"));
        Workplace workplace = new Workplace(root, "r1");
        workplace.create();
        initialised(workplace.incoming());
        Files.createDirectory(workplace.incoming().resolve("restored"));
        Swap swap = Swap.open(workplace);

        start(root);
        refusedWhileServing(swap::swap);
        assertThat(swap.state()).isEqualTo(Swap.State.NONE);
        stopServer();
        swap.swap();
        start(root);
        refusedWhileServing(swap::rollBack);
        stopServer();
        assertThat(root.resolve("restored")).exists();
        swap.rollBack();
        workplace.clear();

        start(root);
        assertThat(root.resolve("restored")).doesNotExist();
        assertThat(root.resolve(".dromedary")).doesNotExist();
    }

    @Test
    void newDataIsAcceptedWhileTheServerRuns() throws Exception {
        Path root = initialised(folder.resolve("data"));
        Workplace workplace = new Workplace(root, "r1");
        workplace.create();
        initialised(workplace.incoming());
        Swap swap = Swap.open(workplace);
        swap.swap();
        start(root);

        swap.accept(false);

        assertThat(root.resolve(".dromedary")).doesNotExist();
        stopServer();
        start(root);
    }

    private static void refusedWhileServing(Runnable verb) {
        assertThatThrownBy(verb::run).isInstanceOfSatisfying(BackupException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.ServerNotStopped));
    }

    private Path initialised(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "mariadb-install-db",
                        "--no-defaults",
                        USER,
                        "--datadir=" + directory,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("install.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return directory;
    }

    /** Returns when the server takes connections; its log is its standard error. */
    private void start(Path root) throws IOException {
        server = new ProcessBuilder(List.of(
                        "mariadbd",
                        "--no-defaults",
                        USER,
                        "--datadir=" + root,
                        "--socket=" + folder.resolve("s"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--skip-networking"))
                .redirectErrorStream(true)
                .start();
        BufferedReader log = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            if (line.contains("ready for connections")) {
                return;
            }
        }
        throw new AssertionError("server ended: " + seen);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
