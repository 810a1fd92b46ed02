package dev.dromedary.local;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.storage.Secrets;
import java.util.Optional;

/** The Secret documents of one namespace, read from their files at the moment of use and kept nowhere else. */
public final class FolderSecrets implements Secrets {
    private final Folder folder;
    private final String namespace;

    public FolderSecrets(Folder folder, String namespace) {
        this.folder = folder;
        this.namespace = namespace;
    }

    @Override
    public Optional<byte[]> read(String secret, String key) {
        return folder.document(new ResourceKey(Kinds.SECRET, namespace, secret))
                .flatMap(document -> SecretText.value(document.tree(), key));
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "secrets of namespace " + namespace;
    }
}
