package dev.dromedary.reconcile;

import dev.dromedary.api.Layout;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Translates a storage of a resource into what a storage template is told. */
public final class StorageDescriptions {
    private StorageDescriptions() {}

    /**
     * The storage as its template wants it.
     *
     * @throws BackupException {@code StorageInvalid} with the contract's text if the block of its type is missing
     */
    public static StorageDescription of(StorageSpec storage) {
        Map<String, String> options = new LinkedHashMap<>(storage.options);
        String secret = storage.credentialsSecret;
        switch (storage.type) {
            case "s3" -> {
                var s3 = required(storage.s3, "s3");
                put(options, "bucket", s3.bucket);
                put(options, "region", s3.region);
                put(options, "endpointUrl", s3.endpointUrl);
                secret = first(s3.credentialsSecret, secret);
            }
            case "gcs" -> {
                var gcs = required(storage.gcs, "gcs");
                put(options, "bucket", gcs.bucket);
                put(options, "endpointUrl", gcs.endpointUrl);
                put(options, "storageClass", gcs.storageClass);
                secret = first(gcs.credentialsSecret, secret);
            }
            case "azure" -> {
                var azure = required(storage.azure, "azure");
                put(options, "container", azure.container);
                put(options, "endpointUrl", azure.endpointUrl);
                put(options, "storageClass", azure.storageClass);
                secret = first(azure.credentialsSecret, secret);
            }
            default -> {
                // A type of our own or of the user's: its options are all there is.
            }
        }
        return new StorageDescription(
                storage.type,
                options,
                secret == null || secret.isEmpty() ? null : secret,
                storage.verifiesTls(),
                storage.layout == null || storage.layout == Layout.STREAM ? null : storage.layout.wire());
    }

    /** What stands before the names of backups, below the bucket; may be empty. */
    public static String prefix(StorageSpec storage) {
        return switch (storage.type) {
            case "s3" -> text(required(storage.s3, "s3").prefix);
            case "gcs" -> text(required(storage.gcs, "gcs").prefix);
            case "azure" -> text(required(storage.azure, "azure").prefix);
            default -> "";
        };
    }

    /**
     * Whether two storages are one place, as the contract compares them: by value, whatever their names, credentials and
     * pod settings.
     */
    public static boolean same(StorageSpec one, StorageSpec other) {
        return one != null && other != null && identity(one).equals(identity(other));
    }

    /** What tells one place from another. */
    static List<Object> identity(StorageSpec storage) {
        return switch (String.valueOf(storage.type)) {
            case "s3" ->
                storage.s3 == null
                        ? List.of("s3")
                        : List.of(
                                "s3",
                                text(storage.s3.bucket),
                                text(storage.s3.prefix),
                                text(storage.s3.region),
                                text(storage.s3.endpointUrl));
            case "gcs" ->
                storage.gcs == null
                        ? List.of("gcs")
                        : List.of(
                                "gcs",
                                text(storage.gcs.bucket),
                                text(storage.gcs.prefix),
                                text(storage.gcs.endpointUrl),
                                text(storage.gcs.storageClass));
            case "azure" ->
                storage.azure == null
                        ? List.of("azure")
                        : List.of(
                                "azure",
                                text(storage.azure.container),
                                text(storage.azure.prefix),
                                text(storage.azure.endpointUrl),
                                text(storage.azure.storageClass));
            default -> List.of(storage.type, storage.options);
        };
    }

    private static <T> T required(T block, String type) {
        if (block == null) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "storage type is " + type + ", but " + type + " configuration is not specified",
                    "add the block " + type + " to the storage");
        }
        return block;
    }

    private static void put(Map<String, String> options, String key, String value) {
        if (value != null && !value.isEmpty()) {
            options.put(key, value);
        }
    }

    private static String first(String one, String other) {
        return one == null || one.isEmpty() ? other : one;
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
