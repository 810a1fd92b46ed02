package dev.dromedary.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.part.Hash;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.util.Arrays;

/**
 * A manifest as an object: JSON whose first field seals the rest. The seal is the SHA-256 of the file with sixty-four
 * zeros in its own place, so any flipped, cut or swapped byte is noticed before a word of it is believed.
 */
public final class ManifestFile {
    private static final byte[] HEAD = "{\"seal\":\"".getBytes(US_ASCII);
    private static final int SEAL = 64;
    private static final byte[] BODY = "\",\"manifest\":".getBytes(US_ASCII);

    private record Sealed(Manifest manifest) {}

    private ManifestFile() {}

    public static byte[] encode(Manifest manifest) {
        byte[] json = Json.write(manifest);
        byte[] file = new byte[HEAD.length + SEAL + BODY.length + json.length + 1];
        System.arraycopy(HEAD, 0, file, 0, HEAD.length);
        Arrays.fill(file, HEAD.length, HEAD.length + SEAL, (byte) '0');
        System.arraycopy(BODY, 0, file, HEAD.length + SEAL, BODY.length);
        System.arraycopy(json, 0, file, HEAD.length + SEAL + BODY.length, json.length);
        file[file.length - 1] = '}';
        System.arraycopy(Hash.sha256(file).getBytes(US_ASCII), 0, file, HEAD.length, SEAL);
        return file;
    }

    /**
     * Reads a manifest and checks its seal.
     *
     * @param key names the file in the error
     * @throws BackupException {@code ManifestDamaged}
     */
    public static Member decode(String key, byte[] file) {
        if (file.length < HEAD.length + SEAL || !Arrays.equals(HEAD, Arrays.copyOf(file, HEAD.length))) {
            throw damaged(key, "it does not begin with a seal", null);
        }
        String seal = new String(file, HEAD.length, SEAL, US_ASCII);
        byte[] blank = file.clone();
        Arrays.fill(blank, HEAD.length, HEAD.length + SEAL, (byte) '0');
        if (!Hash.sha256(blank).equals(seal)) {
            throw damaged(key, "its seal does not fit its content", null);
        }
        try {
            Manifest manifest = Json.read(file, Sealed.class).manifest();
            if (manifest.version() > Manifest.VERSION) {
                throw new BackupException(
                        Reason.NotSupported,
                        "the manifest " + key + " has version " + manifest.version() + ", this program knows "
                                + Manifest.VERSION,
                        "use a newer version of dromedary");
            }
            return new Member(manifest, Hash.sha256(file));
        } catch (IOException | RuntimeException e) {
            if (e instanceof BackupException told) {
                throw told;
            }
            throw damaged(key, "it is no manifest", e);
        }
    }

    private static BackupException damaged(String key, String why, Exception cause) {
        return new BackupException(
                Reason.ManifestDamaged,
                "the manifest " + key + " is damaged: " + why,
                "bring it back from a copy, or take a new full backup",
                cause);
    }
}
