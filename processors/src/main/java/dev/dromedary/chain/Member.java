package dev.dromedary.chain;

/**
 * A manifest as it was found in a storage, with the SHA-256 of its bytes; that is empty where the storage has no manifest,
 * and what it would say was read from a backup of the reference.
 */
public record Member(Manifest manifest, String sha256) {
    public String destination() {
        return manifest.destination();
    }

    /** Whether the backup has a manifest of its own in the storage. */
    public boolean sealed() {
        return !sha256.isEmpty();
    }

    /** What a child of this member remembers of it. */
    public Parent asParent() {
        return new Parent(manifest.destination(), manifest.from(), manifest.to(), manifest.last(), sha256);
    }
}
