package dev.dromedary.storage;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A storage as a resource describes it. The type chooses the route template {@code storage-<type>}, the options are its
 * parameters; {@code credentialsSecret} is null where the client is to find credentials by itself.
 *
 * @param layout in which backups are written there, as a manifest spells it; null for the usual one
 */
public record StorageDescription(
        String type, Map<String, String> options, String credentialsSecret, boolean verifyTls, String layout) {
    public StorageDescription {
        Objects.requireNonNull(type);
        // In an order of their own: what is written of them is the same whenever it is.
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** A storage with the usual layout. */
    public StorageDescription(String type, Map<String, String> options, String credentialsSecret, boolean verifyTls) {
        this(type, options, credentialsSecret, verifyTls, null);
    }

    /** The option's value, or an empty string. */
    public String option(String option) {
        return options.getOrDefault(option, "");
    }
}
