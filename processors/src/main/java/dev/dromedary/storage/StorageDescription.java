package dev.dromedary.storage;

import java.util.Map;
import java.util.Objects;

/**
 * A storage as a resource describes it. The type chooses the route template {@code storage-<type>}, the options are its
 * parameters; {@code credentialsSecret} is null where the client is to find credentials by itself.
 */
public record StorageDescription(
        String type, Map<String, String> options, String credentialsSecret, boolean verifyTls) {
    public StorageDescription {
        Objects.requireNonNull(type);
        options = Map.copyOf(options);
    }

    /** The option's value, or an empty string. */
    public String option(String option) {
        return options.getOrDefault(option, "");
    }
}
