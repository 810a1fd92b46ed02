package dev.dromedary.part;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes, SHA-256 as a rule, in lower-case hex. */
public final class Hash {
    /**
     * The JDK's fast SHA-256 is an intrinsic of the code that calls it often: fed part by part it is called too seldom to
     * be compiled, and takes three times as long (measured).
     */
    private static final int PIECE = 16 * 1024;

    private Hash() {}

    public static String sha256(byte[] bytes) {
        return of("SHA-256", bytes);
    }

    /** MD5: no protection, but what the reference's tools write. */
    public static String md5(byte[] bytes) {
        return of("MD5", bytes);
    }

    private static String of(String algorithm, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (int offset = 0; offset < bytes.length; offset += PIECE) {
                digest.update(bytes, offset, Math.min(PIECE, bytes.length - offset));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
