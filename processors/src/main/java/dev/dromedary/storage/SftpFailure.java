package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** What an error of the SSH client, or a status of the server, means to the one whose folder it is. */
final class SftpFailure {
    private SftpFailure() {}

    static boolean missing(SftpException e) {
        return e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE || e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    /** The server's answer to a request. Version 3 of the protocol has a name for three errors only; the rest is "failure". */
    static BackupException answered(SftpSettings settings, SftpException e) {
        return switch (e.getStatus()) {
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                new BackupException(
                        Reason.StorageDenied,
                        "folder " + settings.folder() + " cannot be used: " + e.getMessage(),
                        "the user must be able to read, write and delete there",
                        e);
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                new BackupException(
                        Reason.DiskFull, "folder " + settings.folder() + " is full", "make room on the server", e);
            default ->
                new BackupException(
                        Reason.StorageUnreachable,
                        "folder " + settings.folder() + " failed: " + e.getMessage(),
                        "see the server's log; a full disk looks like this too",
                        e);
        };
    }

    /** Nobody answered, or not to the end. */
    static BackupException unanswered(SftpSettings settings, IOException e) {
        return new BackupException(
                Reason.StorageUnreachable,
                "storage at " + settings.address() + " cannot be reached: " + root(e),
                "it was tried " + settings.attempts()
                        + " times; check host and port, and the network from here to there",
                e);
    }

    /** Why a connection did not come about: one of ours if trying again is useless, else the exception itself. */
    static IOException notConnected(SftpSettings settings, String user, String refusal, IOException e)
            throws BackupException {
        if (refusal != null) {
            throw new BackupException(
                    Reason.StorageUnreachable,
                    "storage at " + settings.address() + " is not trusted: " + refusal,
                    "if it is the server's own (ssh-keygen -lf there), put its line of ssh-keyscan into knownHosts",
                    e);
        }
        if (e instanceof SshException s
                && s.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            throw new BackupException(
                    Reason.StorageDenied,
                    "access to " + settings.address() + " is denied to user " + user,
                    "check " + SftpSettings.PASSWORD + " or " + SftpSettings.PRIVATE_KEY + " in Secret "
                            + settings.credentialsSecret(),
                    e);
        }
        return e;
    }

    static BackupException noFolder(SftpSettings settings) {
        return new BackupException(
                Reason.BucketNotFound,
                "folder " + settings.folder() + " does not exist",
                "make it, or check the option directory; without a slash at its start it is below the user's own folder");
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnresolvedAddressException
                ? "its name is not known"
                : Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    }
}
