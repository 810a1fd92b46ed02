package dev.dromedary.storage;

/** A put with if-absent found an object of this key. */
public final class AlreadyExistsException extends RuntimeException {
    public AlreadyExistsException(String key) {
        super(key);
    }
}
