package dev.dromedary.local;

import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Stops and starts a server of this host by the commands in {@code spec.local}. What the commands say of themselves is not
 * trusted: stopped is a server that does not answer and has let go of its data, started is one that lets the account in.
 */
public final class HostServer {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);

    private final Path log;
    private final Function<String, Secrets> secrets;
    private final DataLock lock;
    private final Duration limit;
    private final Login login;
    private final Pace pace;

    /**
     * For all clusters of a folder.
     *
     * @param log takes the output of the commands
     * @param secrets of a namespace
     * @param limit for a stop or a start, from its command to its proof
     */
    public HostServer(Path log, Function<String, Secrets> secrets, DataLock lock, Duration limit) {
        this(log, secrets, lock, limit, Login.real(), Pace.real());
    }

    HostServer(Path log, Function<String, Secrets> secrets, DataLock lock, Duration limit, Login login, Pace pace) {
        this.log = log;
        this.secrets = secrets;
        this.lock = lock;
        this.limit = limit;
        this.login = login;
        this.pace = pace;
    }

    /**
     * Stops the server, and answers true when it is; one that is stopped already is left alone.
     *
     * @throws BackupException {@code ServerNotStopped}, or {@code ResourceInvalid} and {@code AccountSecretNotFound} if it cannot
     *     be tried
     */
    public boolean stop(ServerAction action) {
        ServerOfCluster spec = new ServerOfCluster(action.cluster());
        List<String> command = spec.stopCommand();
        Path data = spec.dataDirectory();
        ServerSigns server = new ServerSigns(spec.login(secrets, login), lock, data);
        if (server.stopped()) {
            return true;
        }
        OwnerCommand stop = launch(command, Reason.ServerNotStopped);
        try {
            awaitStopped(stop, server);
            return true;
        } catch (InterruptedException e) {
            throw interrupted(stop, e);
        }
    }

    private void awaitStopped(OwnerCommand stop, ServerSigns server) throws InterruptedException {
        Duration deadline = pace.now().plus(limit);
        Duration step = FIRST_PAUSE;
        boolean last = false;
        while (stop.process().isAlive() || !server.stopped()) {
            if (last || pace.now().compareTo(deadline) >= 0) {
                BackupException failure = notStopped(stop, server);
                stop.kill();
                throw failure;
            }
            // Looked at once more: it may have let go between the look and the end of the command.
            last = stop.failed();
            if (!last) {
                pace.pause(stop.process(), step);
                step = longer(step);
            }
        }
    }

    private BackupException notStopped(OwnerCommand stop, ServerSigns server) {
        return new BackupException(
                Reason.ServerNotStopped,
                "the server at " + server.login().address() + " was not stopped, " + server.ofLife() + ": "
                        + stop.account(),
                "run the command of spec.local.stop by hand and correct it, all output is in " + log);
    }

    /**
     * Starts the server, and answers true when the backups' account can log in; one that runs already is left alone.
     *
     * @throws BackupException {@code ServerNotStarted}, or {@code ResourceInvalid} and {@code AccountSecretNotFound} if it cannot
     *     be tried
     */
    public boolean start(ServerAction action) {
        ServerOfCluster spec = new ServerOfCluster(action.cluster());
        List<String> command = spec.startCommand();
        ServerLogin server = spec.login(secrets, login);
        if (server.letsIn()) {
            return true;
        }
        OwnerCommand start = launch(command, Reason.ServerNotStarted);
        try {
            awaitStarted(start, server);
            return true;
        } catch (InterruptedException e) {
            throw interrupted(start, e);
        }
    }

    private void awaitStarted(OwnerCommand start, ServerLogin server) throws InterruptedException {
        Duration deadline = pace.now().plus(limit);
        Duration step = FIRST_PAUSE;
        boolean last = false;
        while (!server.letsIn()) {
            if (last || pace.now().compareTo(deadline) >= 0) {
                BackupException failure = new BackupException(
                        Reason.ServerNotStarted,
                        "the server at " + server.address() + " was not started: " + start.account(),
                        "look into the server's error log and into " + log);
                quit(start);
                throw failure;
            }
            // Looked at once more: it may have come up between the login and the end of the command.
            last = start.failed();
            if (!last) {
                pace.pause(start.process(), step);
                step = longer(step);
            }
        }
    }

    /** A server that is still coming up would come up later, on data that is being put back by then. */
    private void quit(OwnerCommand start) throws InterruptedException {
        if (start.process().isAlive()) {
            start.process().destroy();
            pace.pause(start.process(), KILL_LIMIT);
        }
    }

    private OwnerCommand launch(List<String> command, Reason reason) {
        try {
            return OwnerCommand.start(command, log);
        } catch (IOException e) {
            throw new BackupException(
                    reason,
                    "the command '" + String.join(" ", command) + "' cannot be run: " + e.getMessage(),
                    "correct it in spec.local of the cluster resource",
                    e);
        }
    }

    private static BackupException interrupted(OwnerCommand command, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BackupException(Reason.RunCancelled, "cancelled while " + command.account(), "", e);
    }

    private static Duration longer(Duration step) {
        Duration doubled = step.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
