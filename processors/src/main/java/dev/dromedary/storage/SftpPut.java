package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpException;

/** One put: makes an object appear under its name whole, synced and once, over as many connections as it takes. */
final class SftpPut implements SftpConnections.Request<Void> {
    /** How often a put makes a folder again that a deletion next to it has pruned away. */
    private static final int FOLDER_ATTEMPTS = 100;

    private final SftpSettings settings;
    private final SftpDrafts drafts;
    private final String key;
    private final String name;
    private final String target;
    private final byte[] body;
    private final boolean ifAbsent;
    /** Those of broken connections first: one of them may have become the object before its connection broke. */
    private final List<String> mine = new ArrayList<>();
    /** The name is ours, as an empty file. */
    private boolean claimed;

    SftpPut(SftpSettings settings, SftpDrafts drafts, String key, byte[] body, boolean ifAbsent) {
        this.settings = settings;
        this.drafts = drafts;
        this.key = key;
        name = FolderNames.encoded(key);
        target = SftpFolder.at(settings.directory(), name);
        this.body = body;
        this.ifAbsent = ifAbsent;
    }

    @Override
    public Void on(SftpConnection connection) throws IOException {
        String draft = drafts.name();
        mine.add(draft);
        try {
            drafts.write(connection, draft, body);
            try (CloseableHandle file = connection.sftp().open(draft, OpenMode.Write)) {
                sync(connection, file);
                for (int attempt = 1; !appear(connection, draft); attempt++) {
                    if (attempt == FOLDER_ATTEMPTS) {
                        throw SftpFailure.noFolder(settings);
                    }
                }
                // The new name too: a journal that has this file's last change has the name that came with it.
                sync(connection, file);
            }
            clean(connection);
            return null;
        } catch (SftpException | AlreadyExistsException | BackupException e) {
            clean(connection);
            throw e;
        }
    }

    /** A folder cannot be opened for a sync; a server without this extension is left to its own times. */
    private static void sync(SftpConnection connection, CloseableHandle file) throws IOException {
        var extension = connection.sftp().getExtension(OpenSSHFsyncExtension.class);
        if (extension != null && extension.isSupported()) {
            extension.fsync(file);
        }
    }

    private void clean(SftpConnection connection) throws IOException {
        for (String draft : mine) {
            SftpDrafts.remove(connection, draft);
        }
    }

    /** False when the folder was pruned in between. */
    private boolean appear(SftpConnection connection, String draft) throws IOException {
        makeFolder(connection, SftpFolder.parent(name));
        try {
            if (ifAbsent) {
                appearOnce(connection, draft);
            } else {
                rename(connection, draft);
            }
            return true;
        } catch (SftpException e) {
            Attributes there = SftpFolder.attributes(connection, target);
            if (there != null && there.isDirectory()) {
                throw taken();
            }
            if (!SftpFailure.missing(e)) {
                throw e;
            }
            connection.requireFolder();
            return false;
        }
    }

    private void appearOnce(SftpConnection connection, String draft) throws IOException {
        HardLink links = new HardLink(connection.sftp());
        try {
            if (claimed) {
                rename(connection, draft);
            } else if (links.isSupported()) {
                links.link(draft, target);
            } else {
                // The exclusive create decides who wins; for a moment, and for ever if we die in between, the object is
                // there and empty: readers check lengths.
                connection
                        .sftp()
                        .open(target, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)
                        .close();
                claimed = true;
                rename(connection, draft);
            }
        } catch (SftpException e) {
            // Version 3 of the protocol has no status for a name that is taken.
            Attributes there = SftpFolder.attributes(connection, target);
            if (claimed || there == null || !there.isRegularFile()) {
                throw e;
            }
            if (!isMine(connection)) {
                throw new AlreadyExistsException(key);
            }
        }
    }

    private void rename(SftpConnection connection, String draft) throws IOException {
        var extension = connection.sftp().getExtension(OpenSSHPosixRenameExtension.class);
        if (extension == null || !extension.isSupported()) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "the server at " + settings.address() + " cannot replace a file in one step",
                    "a server with the extension posix-rename@openssh.com is needed, as OpenSSH's is");
        }
        extension.posixRename(draft, target);
    }

    /**
     * Whether the object in the way was made by this very put, whose answer got lost: then a change of the draft shows in
     * it, since both are one file. Equal bytes would prove nothing, as two writers may claim with the same.
     */
    private boolean isMine(SftpConnection connection) throws IOException {
        for (String draft : mine.subList(0, mine.size() - 1)) {
            Attributes file = SftpFolder.attributes(connection, draft);
            if (file != null) {
                long mark =
                        ThreadLocalRandom.current().nextLong(1, Instant.now().getEpochSecond());
                connection
                        .sftp()
                        .setStat(
                                draft,
                                new Attributes()
                                        .accessTime(mark, TimeUnit.SECONDS)
                                        .modifyTime(file.getModifyTime()));
                if (connection.sftp().lstat(target).getAccessTime().to(TimeUnit.SECONDS) == mark) {
                    return true;
                }
            }
        }
        return false;
    }

    private void makeFolder(SftpConnection connection, String folder) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        String path = SftpFolder.at(settings.directory(), folder);
        Attributes there = SftpFolder.attributes(connection, path);
        if (there == null) {
            makeFolder(connection, SftpFolder.parent(folder));
            try {
                connection.sftp().mkdir(path);
                return;
            } catch (SftpException e) {
                // Another put makes the same folder, or a deletion has pruned the one above: what follows tells.
                there = SftpFolder.attributes(connection, path);
                if (there == null && !SftpFailure.missing(e)) {
                    throw e;
                }
            }
        }
        if (there != null && !there.isDirectory()) {
            throw taken();
        }
    }

    private BackupException taken() {
        return new BackupException(
                Reason.StorageInvalid,
                "object " + key + " cannot be stored: a name on its way is taken by something else",
                "a folder cannot hold an object and objects below its name");
    }
}
