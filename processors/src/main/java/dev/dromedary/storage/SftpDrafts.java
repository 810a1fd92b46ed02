package dev.dromedary.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;

/** Files that are not objects yet, in a folder of their own that no listing shows. */
final class SftpDrafts {
    /** A put lasts seconds; what is older was left by a process that died, or by a connection that was cut. */
    private static final Duration LEFTOVER = Duration.ofDays(1);

    private final SftpSettings settings;
    private final String folder;
    private final AtomicBoolean swept = new AtomicBoolean();

    SftpDrafts(SftpSettings settings) {
        this.settings = settings;
        folder = SftpFolder.at(settings.directory(), FolderNames.UNFINISHED);
    }

    /** A name for a draft; each attempt has one of its own, since the server may still write what a dead one sent. */
    String name() {
        return SftpFolder.at(folder, UUID.randomUUID().toString());
    }

    void write(SftpConnection connection, String draft, byte[] body) throws IOException {
        if (swept.compareAndSet(false, true)) {
            sweep(connection);
        }
        try {
            send(connection, draft, body);
        } catch (SftpException e) {
            if (!SftpFailure.missing(e)) {
                throw e;
            }
            make(connection);
            send(connection, draft, body);
        }
    }

    private static void send(SftpConnection connection, String draft, byte[] body) throws IOException {
        try (OutputStream out = connection.sftp().write(draft, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)) {
            connection.onStream(() -> out.write(body));
        }
    }

    private void make(SftpConnection connection) throws IOException {
        // Where the storage's own folder is missing it must not be made by the way.
        connection.requireFolder();
        try {
            connection.sftp().mkdir(folder);
        } catch (SftpException e) {
            if (SftpFolder.attributes(connection, folder) == null) {
                throw e;
            }
        }
    }

    private void sweep(SftpConnection connection) throws IOException {
        if (SftpFolder.attributes(connection, folder) == null) {
            return;
        }
        Instant limit = Instant.now().minus(LEFTOVER);
        for (DirEntry entry : connection.sftp().readEntries(folder)) {
            var attributes = entry.getAttributes();
            if (attributes.isRegularFile()
                    && attributes.getModifyTime().toInstant().isBefore(limit)) {
                remove(connection, SftpFolder.at(folder, entry.getFilename()));
            }
        }
    }

    /** Nothing depends on it: what stays is swept away one day. */
    static void remove(SftpConnection connection, String draft) throws IOException {
        try {
            connection.sftp().remove(draft);
        } catch (SftpException e) {
            // It was renamed, or another process swept it.
        }
    }

    @Override
    public String toString() {
        return "drafts of " + settings.folder();
    }
}
