package dev.dromedary.storage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpException;

/** Collects the files of a folder whose keys start with a prefix; what is removed meanwhile is left out. */
final class SftpListing {
    private final SftpConnection connection;
    private final String root;
    private final String prefix;
    private final List<StoredObject> found = new ArrayList<>();
    private final Deque<String> folders = new ArrayDeque<>();

    SftpListing(SftpConnection connection, String root, String prefix) {
        this.connection = connection;
        this.root = root;
        this.prefix = prefix;
    }

    /** @param start a folder below the root, or empty for the root */
    List<StoredObject> below(String start) throws IOException {
        folders.add(start);
        while (!folders.isEmpty()) {
            String folder = folders.remove();
            try {
                read(folder);
            } catch (SftpException e) {
                if (!SftpFailure.missing(e)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private void read(String folder) throws IOException {
        connection.begin();
        var sftp = connection.sftp();
        try (CloseableHandle handle = sftp.openDir(folder.isEmpty() ? root : SftpFolder.at(root, folder))) {
            // The server gives as many as fit into a packet, and null at the end.
            for (List<DirEntry> some = sftp.readDir(handle); some != null; some = sftp.readDir(handle)) {
                connection.begin();
                for (DirEntry entry : some) {
                    add(folder, entry);
                }
            }
        }
    }

    private void add(String folder, DirEntry entry) {
        String file = entry.getFilename();
        String name = folder.isEmpty() ? file : folder + "/" + file;
        if (file.equals(".") || file.equals("..") || name.equals(FolderNames.UNFINISHED)) {
            return;
        }
        String key = FolderNames.decoded(name);
        if (entry.getAttributes().isRegularFile() && key.startsWith(prefix)) {
            found.add(new StoredObject(key, entry.getAttributes().getSize()));
        } else if (entry.getAttributes().isDirectory()
                && ((key + "/").startsWith(prefix) || prefix.startsWith(key + "/"))) {
            folders.add(name);
        }
    }
}
