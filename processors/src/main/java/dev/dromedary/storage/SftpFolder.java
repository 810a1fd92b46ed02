package dev.dromedary.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.common.SftpException;

/**
 * A folder on an SFTP server as a storage. An object is a file of the name that {@link Folder} would give it, so the same
 * folder can be read as a storage of type {@code file} on the server's host. Camel's component can put files, but neither
 * list nor size nor delete them without reading the whole folder, and it syncs nothing.
 */
public final class SftpFolder implements Storage {
    private final SftpConnections connections;
    private final SftpSettings settings;
    private final SftpDrafts drafts;

    public SftpFolder(SftpConnections connections) {
        this.connections = connections;
        settings = connections.settings();
        drafts = new SftpDrafts(settings);
    }

    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        connections.call(new SftpPut(settings, drafts, key, body, ifAbsent));
    }

    @Override
    public byte[] get(String key) {
        return read(key, 0, Long.MAX_VALUE);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return read(key, offset, length);
    }

    private byte[] read(String key, long offset, long most) {
        String path = path(key);
        return connections.call(connection -> {
            long length =
                    Math.min(most, Math.max(0, present(connection, key, path).getSize() - offset));
            byte[] body = BodyPool.array(key, length);
            try (InputStream in = connection.sftp().read(path)) {
                connection.onStream(() -> {
                    in.skipNBytes(body.length == 0 ? 0 : offset);
                    int read = in.readNBytes(body, 0, body.length);
                    if (read < body.length) {
                        throw new EOFException("object " + key + " ended at byte " + read + " of " + body.length);
                    }
                });
            }
            return body;
        });
    }

    @Override
    public long size(String key) {
        String path = path(key);
        return connections.call(connection -> present(connection, key, path).getSize());
    }

    @Override
    public List<StoredObject> list(String prefix) {
        String start = FolderNames.encodedFolder(prefix);
        return connections.call(connection -> {
            connection.requireFolder();
            return new SftpListing(connection, settings.directory(), prefix).below(start);
        });
    }

    @Override
    public void delete(List<String> keys) {
        List<String> names = keys.stream().map(FolderNames::encoded).toList();
        connections.call(connection -> {
            connection.requireFolder();
            for (String name : names) {
                connection.begin();
                remove(connection, at(settings.directory(), name));
            }
            for (String folder : names.stream().map(SftpFolder::parent).collect(Collectors.toSet())) {
                connection.begin();
                prune(connection, folder);
            }
            return null;
        });
    }

    private static void remove(SftpConnection connection, String path) throws IOException {
        try {
            connection.sftp().remove(path);
        } catch (SftpException e) {
            Attributes there = attributes(connection, path);
            if (there != null && !there.isDirectory()) {
                throw e;
            }
        }
    }

    /** Removes what is empty, upwards; a put that loses its folder this way makes it again. */
    private void prune(SftpConnection connection, String folder) throws IOException {
        for (String at = folder; !at.isEmpty(); at = parent(at)) {
            try {
                connection.sftp().rmdir(at(settings.directory(), at));
            } catch (SftpException e) {
                if (!SftpFailure.missing(e)) {
                    // The usual end: a sibling is still there.
                    return;
                }
            }
        }
    }

    private String path(String key) {
        return at(settings.directory(), FolderNames.encoded(key));
    }

    private static Attributes present(SftpConnection connection, String key, String path) throws IOException {
        Attributes there = attributes(connection, path);
        if (there == null || !there.isRegularFile()) {
            connection.requireFolder();
            throw new NotFoundException(key);
        }
        return there;
    }

    /** What is there of this name, links not followed; null if nothing is. */
    static Attributes attributes(SftpConnection connection, String path) throws IOException {
        try {
            return connection.sftp().lstat(path);
        } catch (SftpException e) {
            if (SftpFailure.missing(e)) {
                return null;
            }
            throw e;
        }
    }

    /** A name in a folder of the server. */
    static String at(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** The folder of a name, or empty. */
    static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }
}
