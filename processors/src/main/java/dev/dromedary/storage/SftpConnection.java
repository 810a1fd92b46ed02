package dev.dromedary.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** One connection to the server, for one request at a time. A request that takes too long is ended by cutting it. */
final class SftpConnection implements AutoCloseable {
    private final SftpSettings settings;
    private final ScheduledExecutorService clock;
    private final ClientSession session;
    private final SftpClient sftp;
    private volatile boolean late;
    private Future<?> limit;

    private SftpConnection(
            SftpSettings settings, ScheduledExecutorService clock, ClientSession session, SftpClient sftp) {
        this.settings = settings;
        this.clock = clock;
        this.session = session;
        this.sftp = sftp;
    }

    static SftpConnection dial(SshClient client, SftpSettings settings, SftpLogin login, ScheduledExecutorService clock)
            throws IOException {
        String user = login.user(settings);
        ClientSession session = client.connect(user, settings.host(), settings.port())
                .verify(settings.connectTimeout())
                .getSession();
        try {
            login.offerTo(session);
            session.auth().verify(settings.connectTimeout());
            // Version 3 is what OpenSSH speaks, and its extensions belong to it.
            SftpClient sftp = SftpClientFactory.instance()
                    .createSftpClient(session, SftpVersionSelector.fixedVersionSelector(SftpConstants.SFTP_V3));
            return new SftpConnection(settings, clock, session, sftp);
        } catch (IOException e) {
            String refusal = session.getAttribute(KnownHosts.REFUSAL);
            session.close(true);
            throw SftpFailure.notConnected(settings, user, refusal, e);
        }
    }

    SftpClient sftp() {
        return sftp;
    }

    /** What is done with a stream of {@link #sftp}. */
    interface Work {
        void run() throws IOException;
    }

    /** A stop cuts the connection: closing the stream would wait for the answers to all that it has asked. */
    void onStream(Work work) throws IOException {
        try {
            work.run();
        } catch (InterruptedIOException e) {
            close();
            throw e;
        }
    }

    boolean usable() {
        return sftp.isOpen() && session.isOpen();
    }

    /** From now on the server has the time of one request. Long work says so again, step by step. */
    void begin() {
        end();
        limit = clock.schedule(this::cut, settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    void end() {
        if (limit != null) {
            limit.cancel(false);
        }
    }

    private void cut() {
        late = true;
        close();
    }

    /** The failure as it is told: the client knows of a closed connection only, not of who closed it. */
    IOException explain(IOException e) {
        return late
                ? new IOException(
                        "no answer within " + settings.requestTimeout().toMillis() + " ms")
                : e;
    }

    /** A missing folder must not look like an empty one. */
    void requireFolder() throws IOException {
        try {
            if (sftp.stat(settings.directory()).isDirectory()) {
                return;
            }
        } catch (SftpException e) {
            if (!SftpFailure.missing(e)) {
                throw e;
            }
        }
        throw SftpFailure.noFolder(settings);
    }

    @Override
    public void close() {
        session.close(true);
    }
}
