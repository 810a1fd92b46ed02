package dev.dromedary.part;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hex. */
public final class Hash {
    /**
     * The JDK's fast SHA-256 is an intrinsic of the code that calls it often: fed part by part it is called too seldom to
     * be compiled, and takes three times as long (measured).
     */
    private static final int PIECE = 16 * 1024;

    private Hash() {}

    public static String sha256(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int offset = 0; offset < bytes.length; offset += PIECE) {
                digest.update(bytes, offset, Math.min(PIECE, bytes.length - offset));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
