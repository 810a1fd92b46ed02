package dev.dromedary.run;

import dev.dromedary.chain.Manifest;
import java.io.IOException;
import java.util.Optional;

/** The claim of a destination, a sibling of its objects: whose backup it is, or will be. */
public final class OwnerFile {
    private OwnerFile() {}

    public static byte[] encode(Manifest.Owner owner) {
        return Json.write(owner);
    }

    /** Empty if the bytes are no claim. */
    public static Optional<Manifest.Owner> decode(byte[] file) {
        try {
            return Optional.of(Json.read(file, Manifest.Owner.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
