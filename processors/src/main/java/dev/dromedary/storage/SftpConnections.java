package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.common.SftpException;

/**
 * The connections to the server of one storage: made when they are needed, kept, and made anew after a cut. The only
 * place where requests are repeated: with growing pauses, bounded.
 */
public final class SftpConnections implements AutoCloseable {
    /** What lies between forgets connections on which nothing goes. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** OpenSSH drops some of those that log in at the same time from the tenth on (sshd_config(5), MaxStartups). */
    private static final int DIALS = 8;

    private final SftpSettings settings;
    private final SftpLogin login;
    private final SshClient client;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("sftp-clock-", 0).factory());
    private final Semaphore free;
    private final Semaphore dials = new Semaphore(DIALS);
    private final ConcurrentLinkedDeque<SftpConnection> idle = new ConcurrentLinkedDeque<>();
    private final Set<SftpConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Makes no request. */
    public SftpConnections(SftpSettings settings) {
        this.settings = settings;
        login = SftpLogin.of(settings);
        free = new Semaphore(settings.connections());
        client = client(settings, KnownHosts.of(settings));
        clock.setRemoveOnCancelPolicy(true);
    }

    private static SshClient client(SftpSettings settings, KnownHosts known) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(known);
        client.setSignatureFactories(known.order(client.getSignatureFactories()));
        // Nothing of what the user who runs this has in his own ~/.ssh.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setSessionHeartbeat(HeartbeatType.IGNORE, HEARTBEAT);
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, settings.connectTimeout());
        client.start();
        return client;
    }

    SftpSettings settings() {
        return settings;
    }

    /** What is asked of the server on a connection; asked once more, on another one, where it breaks. */
    interface Request<T> {
        T on(SftpConnection connection) throws IOException;
    }

    <T> T call(Request<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request);
            } catch (SftpException e) {
                throw SftpFailure.answered(settings, e);
            } catch (IOException e) {
                // The latter of the two is a subclass for no good reason.
                if (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)) {
                    Thread.currentThread().interrupt();
                    throw Cancelled.by(e);
                }
                if (closed || attempt >= settings.attempts()) {
                    throw SftpFailure.unanswered(settings, e);
                }
                pause(attempt);
            }
        }
    }

    private <T> T once(Request<T> request) throws IOException {
        acquire(free, "a free connection");
        try {
            SftpConnection connection = connection();
            connection.begin();
            boolean kept = false;
            try {
                T answer = request.on(connection);
                kept = true;
                return answer;
            } catch (SftpException | NotFoundException | AlreadyExistsException | BackupException e) {
                kept = true;
                throw e;
            } catch (IOException e) {
                throw connection.explain(e);
            } finally {
                connection.end();
                release(connection, kept);
            }
        } finally {
            free.release();
        }
    }

    private SftpConnection connection() throws IOException {
        for (SftpConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.usable()) {
                return kept;
            }
            open.remove(kept);
        }
        acquire(dials, "a login");
        try {
            SftpConnection made = SftpConnection.dial(client, settings, login, clock);
            open.add(made);
            if (closed) {
                made.close();
            }
            return made;
        } finally {
            dials.release();
        }
    }

    private void release(SftpConnection connection, boolean kept) {
        if (kept && connection.usable() && !closed) {
            idle.push(connection);
        } else {
            open.remove(connection);
            connection.close();
        }
    }

    private void acquire(Semaphore permits, String what) throws IOException {
        try {
            if (!permits.tryAcquire(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("waited too long for " + what);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void pause(int attempt) {
        long full = Math.min(
                ClientSettings.LONGEST_PAUSE.toMillis(),
                ClientSettings.FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        try {
            TimeUnit.MILLISECONDS.sleep(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
        } catch (InterruptedException e) {
            throw Cancelled.by(interrupted());
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("it was interrupted");
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(SftpConnection::close);
        client.stop();
        clock.shutdownNow();
    }
}
