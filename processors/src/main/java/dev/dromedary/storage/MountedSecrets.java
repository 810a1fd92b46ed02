package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Secrets as files {@code <directory>/<secret>/<key>}, the form in which Kubernetes mounts them. */
public final class MountedSecrets implements Secrets {
    /** What Kubernetes takes as the name of a Secret or as a key; no slash, so nothing outside the folder is named. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,252}");

    private final Path directory;

    public MountedSecrets(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<byte[]> read(String secret, String key) {
        if (!NAME.matcher(secret).matches() || !NAME.matcher(key).matches()) {
            return Optional.empty();
        }
        try {
            // Links are followed: the kubelet mounts each key as a link into a dated folder.
            return Optional.of(Files.readAllBytes(directory.resolve(secret).resolve(key)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BackupException(
                    Reason.SecretNotFound,
                    "secret " + secret + " cannot be read",
                    "check the owner and mode of the mounted file " + key,
                    e);
        }
    }
}
