package dev.dromedary.storage;

import java.io.IOException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.client.RawSftpClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.helpers.AbstractSftpClientExtension;

/** The request {@code hardlink@openssh.com} (OpenSSH's PROTOCOL, section 4.5), which the client library lacks. */
final class HardLink extends AbstractSftpClientExtension {
    private static final String NAME = "hardlink@openssh.com";

    HardLink(SftpClient client) {
        super(NAME, client, (RawSftpClient) client, client.getServerExtensions());
    }

    /** Gives a file a second name; of all who want that name at once, one gets it. */
    void link(String file, String name) throws IOException {
        Buffer request = getCommandBuffer(2 * Integer.BYTES + file.length() + name.length());
        putTarget(request, file);
        putTarget(request, name);
        sendAndCheckExtendedCommandStatus(request);
    }
}
