package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** Temporary. */
public record Destination(String head, String key) {
    public static Destination of(StorageDescription storage, String name) {
        String head = head(storage);
        return new Destination(head, name);
    }

    public static Destination parse(String text, StorageDescription storage) {
        String head = head(storage);
        if (!text.startsWith(head)) {
            throw new BackupException(Reason.SourceInvalid, text + " is not in " + head, "");
        }
        return new Destination(head, text.substring(head.length()));
    }

    private static String head(StorageDescription storage) {
        return switch (storage.type()) {
            case "s3" -> "s3://" + storage.options().get("bucket") + "/";
            default -> storage.type() + "://" + storage.options().get("directory") + "/";
        };
    }

    @Override
    public String toString() {
        return head + key;
    }
}
