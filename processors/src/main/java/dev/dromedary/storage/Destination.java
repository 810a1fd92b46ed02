package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a backup is: a type of storage, the bucket, container or folder in it, and the key below which its objects are,
 * prefix included. Its text is the one that resources show, {@code s3://bucket/prefix/name} for one.
 */
public record Destination(String type, String container, String key) {
    public Destination {
        Objects.requireNonNull(type);
        if (container.isEmpty() || container.chars().anyMatch(Character::isISOControl)) {
            throw refused(container + "/" + key);
        }
        ObjectKeys.check(key);
    }

    /** The destination of a backup's name in a storage; the prefix may be empty and may have slashes at either end. */
    public static Destination of(StorageDescription storage, String prefix, String name) {
        // By itself too: joined with a prefix, an empty name would be the prefix.
        String key = join(prefixInContainer(storage), prefix, ObjectKeys.check(name));
        return new Destination(storage.type(), containerOf(storage), key);
    }

    /** The destination of a key in a storage. */
    public static Destination at(StorageDescription storage, String key) {
        return new Destination(storage.type(), containerOf(storage), key);
    }

    /** What the keys of all backups in a storage begin with; empty, or with a slash at its end. */
    public static String below(StorageDescription storage, String prefix) {
        String joined = join(prefixInContainer(storage), prefix);
        return joined.isEmpty() ? "" : joined + "/";
    }

    /** Reads the text of a destination, which must be in this storage. */
    public static Destination parse(String text, StorageDescription storage) {
        String container = containerOf(storage);
        String start = start(storage.type(), container);
        if (!text.startsWith(start)) {
            throw new BackupException(
                    Reason.SourceInvalid,
                    "destination " + text + " is not in the storage",
                    "it would start with " + start);
        }
        return new Destination(storage.type(), container, text.substring(start.length()));
    }

    /** The bucket or container of {@code bucket/some/prefix}. */
    static String container(String bucket) {
        int slash = bucket.indexOf('/');
        return slash < 0 ? bucket : bucket.substring(0, slash);
    }

    private static String containerOf(StorageDescription storage) {
        return switch (storage.type()) {
            case "file" -> trimEnd(storage.option("directory"));
            case "sftp" ->
                storage.option("host")
                        + (storage.option("directory").isEmpty() ? "" : "/")
                        + trimEnd(join(storage.option("directory")));
            case "azure" -> container(storage.option("container"));
            case "s3", "gcs" -> container(storage.option("bucket"));
            default -> ofUnknownType(storage);
        };
    }

    /** A type of the user's own has the options it likes; whether there is such a type at all is its template's to say. */
    private static String ofUnknownType(StorageDescription storage) {
        return Stream.of(container(storage.option("bucket")), trimEnd(storage.option("directory")), storage.type())
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static String prefixInContainer(StorageDescription storage) {
        String bucket =
                switch (storage.type()) {
                    case "file", "sftp" -> "";
                    case "azure" -> storage.option("container");
                    default -> storage.option("bucket");
                };
        return bucket.substring(container(bucket).length());
    }

    private static String start(String type, String container) {
        return switch (type) {
            case "azure" -> container + "/";
            case "gcs" -> "gs://" + container + "/";
            default -> type + "://" + container + "/";
        };
    }

    /** The parts with one slash between; slashes at their ends do not count, one in the middle is the key's affair. */
    private static String join(String... parts) {
        return Stream.of(parts)
                .map(part -> trimEnd(part.replaceFirst("^/+", "")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private static String trimEnd(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static BackupException refused(String text) {
        return new BackupException(
                Reason.SourceInvalid, "destination " + text + " is not one", "a bucket and a name are needed");
    }

    /** The spelling of the resources' status. */
    @Override
    public String toString() {
        return start(type, container) + key;
    }
}
