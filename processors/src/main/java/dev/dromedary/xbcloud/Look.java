package dev.dromedary.xbcloud;

import dev.dromedary.chain.Manifest;
import dev.dromedary.status.BackupException;

/** What was found where a backup of the reference may be. */
sealed interface Look {
    String destination();

    /** A whole backup, told as if it had a manifest; it has no ancestors yet. */
    record Whole(Manifest manifest) implements Look {
        @Override
        public String destination() {
            return manifest.destination();
        }
    }

    /** Objects that are no backup, or none that can be restored. */
    record Broken(String destination, BackupException why) implements Look {}
}
