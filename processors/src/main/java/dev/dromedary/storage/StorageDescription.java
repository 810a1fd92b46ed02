package dev.dromedary.storage;

import java.util.Map;

/**
 * A storage as its template wants it.
 *
 * @param type the template is {@code storage-<type>}
 * @param options parameters of the template
 * @param credentialsSecret name of the secret, or null for the client's default chain
 */
public record StorageDescription(
        String type, Map<String, String> options, String credentialsSecret, boolean verifyTls) {
    public StorageDescription {
        options = Map.copyOf(options);
    }
}
