package dev.dromedary.storage;

import java.util.Optional;

/** Where credentials are read from, when a client is built and at no other time. */
public interface Secrets {
    /** The value as it is stored, or empty if there is no such secret or key. */
    Optional<byte[]> read(String secret, String key);
}
