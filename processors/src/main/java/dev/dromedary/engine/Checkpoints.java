package dev.dromedary.engine;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import java.util.Map;

/**
 * What {@code xtrabackup_checkpoints} says: between which LSNs a backup lies. The next increment starts at {@code to},
 * not at {@code last}, and only {@code last} orders increments between which the server made no checkpoint.
 *
 * @param type {@code backup_type} as the tool spells it
 * @param from where it starts, 0 for a base
 * @param to the checkpoint up to which it has all pages
 * @param last the end of the redo log it brings along
 * @param all every key, in the file's order, the unknown ones too
 */
public record Checkpoints(String type, Lsn from, Lsn to, Lsn last, Map<String, String> all) {
    static final String FULL = "full-backuped";
    static final String INCREMENTAL = "incremental";
    private static final String FILE = "the checkpoints file";

    /**
     * Reads the file's text.
     *
     * @throws BackupException naming what is wrong in it
     */
    public static Checkpoints parse(String text) {
        KeyValues values = KeyValues.strict(FILE, text);
        return new Checkpoints(
                values.required("backup_type"),
                lsn(values, "from_lsn"),
                lsn(values, "to_lsn"),
                lsn(values, "last_lsn"),
                values.all());
    }

    // A negative --incremental-lsn comes back as 2^64 minus it, with "completed OK!": it must not pass as a number.
    private static Lsn lsn(KeyValues values, String key) {
        String text = values.required(key);
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Lsn(Long.parseLong(text));
            }
        } catch (NumberFormatException e) {
            // Too long: told below like any other text that is no LSN.
        }
        throw KeyValues.damaged(FILE, "has " + key + " = '" + text + "', which is not an lsn");
    }

    /** A base, not yet prepared. */
    public boolean full() {
        return FULL.equals(type);
    }

    /** An increment. */
    public boolean incremental() {
        return INCREMENTAL.equals(type);
    }

    /** A target directory whose redo log was applied, be it that more increments can follow or not. */
    public boolean prepared() {
        return "log-applied".equals(type) || "full-prepared".equals(type);
    }
}
