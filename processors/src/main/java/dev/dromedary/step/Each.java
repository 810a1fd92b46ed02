package dev.dromedary.step;

import java.util.Collection;
import java.util.function.Consumer;

/** Work that is done on each of several things, though it may fail on some. */
final class Each {
    private Each() {}

    /** Throws the first failure when all have had their turn. */
    static <T> void of(Collection<T> things, Consumer<T> action) {
        RuntimeException failure = null;
        for (T thing : things) {
            try {
                action.accept(thing);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
