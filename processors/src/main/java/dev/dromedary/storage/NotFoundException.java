package dev.dromedary.storage;

/** There is no object of this key. */
public final class NotFoundException extends RuntimeException {
    public NotFoundException(String key) {
        super(key);
    }
}
