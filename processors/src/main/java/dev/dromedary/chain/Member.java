package dev.dromedary.chain;

import java.util.ArrayList;
import java.util.List;

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

    /** The ancestors of a child of this member. */
    public List<Ancestor> lineOfDescent() {
        var line = new ArrayList<>(manifest.ancestors());
        line.add(new Ancestor(manifest.destination(), manifest.from(), manifest.to(), manifest.last(), sha256));
        return List.copyOf(line);
    }
}
