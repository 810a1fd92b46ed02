package dev.dromedary.part;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Part;

/**
 * The keys of one backup's objects, made here and nowhere else. Manifest and owner are siblings: foreign objects below
 * the backup's own prefix break readers of the xbcloud layout.
 *
 * @param backup the backup's key below its bucket or folder
 */
public record BackupKeys(String backup) {
    private static final String MANIFEST = ".manifest.json";
    private static final String OWNER = ".owner.json";
    private static final String CHECKSUMS = ".md5";

    /** The key of a part of the plain stream; parts are numbered from zero. */
    public String part(int index) {
        return object(partName(index));
    }

    /** What {@link #part} is called below the backup. */
    static String partName(int index) {
        return "part.%020d".formatted(index);
    }

    /** The key of an object below the backup. */
    public String object(String name) {
        return backup + "/" + name;
    }

    /** Where all parts lie, for listing. */
    public String parts() {
        return backup + "/";
    }

    /** A part that a manifest tells of, as it is found here: the backup may have been copied below another prefix. */
    public Part here(Part part) {
        String name = backup.substring(BackupNames.prefixOf(backup).length()) + "/";
        int start = part.key().indexOf(name);
        return start < 0
                ? part
                : new Part(BackupNames.prefixOf(backup) + part.key().substring(start), part.length(), part.sha256());
    }

    public String manifest() {
        return backup + MANIFEST;
    }

    public String owner() {
        return backup + OWNER;
    }

    /** What the reference's tool writes beside the objects. */
    public String checksums() {
        return backup + CHECKSUMS;
    }

    /** Whether a listed key is that of a manifest. */
    public static boolean isManifest(String key) {
        return key.endsWith(MANIFEST);
    }

    /** The keys of the backup whose manifest has this key. */
    public static BackupKeys ofManifest(String key) {
        return new BackupKeys(key.substring(0, key.length() - MANIFEST.length()));
    }

    /** Whether a listed key is that of an owner file. */
    public static boolean isOwner(String key) {
        return key.endsWith(OWNER);
    }

    /** The keys of the backup whose owner file has this key. */
    public static BackupKeys ofOwner(String key) {
        return new BackupKeys(key.substring(0, key.length() - OWNER.length()));
    }
}
