package dev.dromedary.storage;

import java.util.Optional;

/** Where secrets are read, at the moment of their use. */
@FunctionalInterface
public interface Secrets {
    /** The value of a secret's key, if both are there. */
    Optional<byte[]> read(String secret, String key);
}
