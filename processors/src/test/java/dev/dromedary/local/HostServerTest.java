package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server is a file "up" that says what the server answers, and a file "held" for its lock; real commands change them. */
@Timeout(60)
class HostServerTest {
    @TempDir
    Path directory;

    private final PerconaServerMySQL cluster = new PerconaServerMySQL();
    private Path up;
    private Path held;
    private Path log;

    @BeforeEach
    void describeServer() {
        up = directory.resolve("up");
        held = directory.resolve("held");
        log = directory.resolve(".dromedary/server.log");
        cluster.getMetadata().setName("c");
        cluster.getMetadata().setNamespace("ns");
        var local = new dev.dromedary.api.LocalServer();
        local.socket = "/x.sock";
        local.dataDirectory = directory.toString();
        cluster.getSpec().local = local;
    }

    private HostServer server(boolean commandsEnd) {
        Login login = (address, account, timeout) -> {
            assertThat(account.password()).isEqualTo("secret");
            Reason refusal = !Files.exists(up)
                    ? Reason.ServerUnreachable
                    : Files.exists(directory.resolve("denied")) ? Reason.ServerDenied : null;
            if (refusal != null) {
                throw new BackupException(refusal, "no", "");
            }
        };
        return new HostServer(
                log,
                namespace -> (secret, key) -> secret.equals("c-secrets") && key.equals("xtrabackup")
                        ? Optional.of("secret\n".getBytes(StandardCharsets.UTF_8))
                        : Optional.empty(),
                dataDirectory -> Files.exists(held),
                Duration.ofMinutes(5),
                login,
                new FastPace(commandsEnd));
    }

    private ServerAction action() {
        return new ServerAction(cluster, null, 1, false, Instant.EPOCH);
    }

    private List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script, "sh", up.toString(), held.toString());
    }

    private void run() throws IOException {
        Files.createFile(up);
        Files.createFile(held);
    }

    @Test
    void stoppedIsWhatNeitherAnswersNorHoldsItsData() throws IOException {
        run();
        cluster.getSpec().local.stop = shell("rm \"$1\" \"$2\"; echo bye");

        server(true).stop(action());

        assertThat(up).doesNotExist();
        assertThat(log).content().isEqualTo("bye\n");
        // Stopped already: the command, which would fail now, is not run.
        server(true).stop(action());
    }

    @Test
    void aStopCommandThatFailsIsToldWithItsWords() throws IOException {
        run();
        cluster.getSpec().local.stop = shell("echo access denied >&2; exit 3");

        assertThatThrownBy(() -> server(true).stop(action())).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.ServerNotStopped);
            assertThat(e).hasMessageContaining("exit code 3").hasMessageContaining("its last output: access denied");
            assertThat(e.hint()).contains("spec.local.stop");
        });
    }

    @Test
    void aServerThatKeepsItsDataIsNotStopped() throws IOException {
        run();
        cluster.getSpec().local.stop = shell("rm \"$1\"");

        assertThatThrownBy(() -> server(true).stop(action()))
                .hasMessageContaining("is still in use")
                .hasMessageContaining("exit code 0");
    }

    @Test
    void aStopCommandThatDoesNotEndIsEnded() throws IOException {
        run();
        cluster.getSpec().local.stop = shell("exec sleep 1000");

        assertThatThrownBy(() -> server(false).stop(action())).hasMessageContaining("is still at work");
    }

    @Test
    void startedIsWhatLetsTheAccountIn() {
        cluster.getSpec().local.start = shell("touch \"$1\"");

        server(true).start(action());

        assertThat(up).exists();
    }

    @Test
    void aStartCommandMayStayInTheForeground() throws IOException {
        cluster.getSpec().local.start = List.of(
                "/bin/sh", "-c", "echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"; exec sleep 1000", "sh", up.toString());
        HostServer server = new HostServer(
                log,
                namespace -> (secret, key) -> Optional.of(new byte[0]),
                dataDirectory -> false,
                Duration.ofMinutes(5),
                (address, account, timeout) -> {
                    if (!Files.exists(up)) {
                        throw new BackupException(Reason.ServerUnreachable, "no", "");
                    }
                },
                Pace.real());

        server.start(action());

        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(up).strip())).orElseThrow();
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly();
    }

    @Test
    void aStartCommandThatFailsIsNotWaitedFor() {
        cluster.getSpec().local.start = shell("echo no space; exit 1");

        assertThatThrownBy(() -> server(true).start(action())).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.ServerNotStarted);
            assertThat(e).hasMessageContaining("exit code 1").hasMessageContaining("no space");
        });
    }

    @Test
    void aServerThatDoesNotComeUpIsNotStarted() {
        cluster.getSpec().local.start = shell("exit 0");

        assertThatThrownBy(() -> server(true).start(action())).hasMessageContaining("exit code 0 and said nothing");
    }

    @Test
    void aServerThatRefusesTheAccountHasItsOwnText() throws IOException {
        Files.createFile(directory.resolve("denied"));
        cluster.getSpec().local.start = shell("touch \"$1\"");

        assertThatThrownBy(() -> server(true).start(action())).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.ServerNotStarted);
            assertThat(e).hasMessageContaining("runs, but refuses the account 'xtrabackup'");
        });
    }

    @Test
    void aGapInTheDescriptionIsNamed() throws IOException {
        assertThatThrownBy(() -> server(true).stop(action())).hasMessage("spec.local.stop of cluster c is not set");
        assertThatThrownBy(() -> server(true).start(action())).hasMessage("spec.local.start of cluster c is not set");
        run();
        cluster.getSpec().local.stop = List.of("/no/such/program");
        assertThatThrownBy(() -> server(true).stop(action())).hasMessageContaining("/no/such/program");
        cluster.getSpec().secretsName = "other";
        assertThatThrownBy(() -> server(true).stop(action())).hasMessage("secrets other not found");
        cluster.getSpec().local = null;
        assertThatThrownBy(() -> server(true).stop(action())).hasMessage("spec.local of cluster c is not set");
    }
}
