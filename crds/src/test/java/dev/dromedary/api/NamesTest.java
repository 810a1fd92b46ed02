package dev.dromedary.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void namesAreTheReferencesOwn() {
        assertThat(Names.backupLease("orders")).isEqualTo("ps-orders-backup-lock");
        assertThat(Names.restoreLease("orders")).isEqualTo("restore-lock-orders");
        assertThat(Names.leaseHolder("monday", "1-2-3")).isEqualTo("monday|1-2-3");
        assertThat(Names.backupJob("monday", "main")).isEqualTo("xb-monday-main");
        assertThat(Names.restoreJob("undo")).isEqualTo("xb-restore-undo");
    }

    @Test
    void aLongJobNameIsCutAndEndsInALetterOrDigit() {
        var name = "a".repeat(59) + "-b";

        assertThat(Names.backupJob(name, "main")).isEqualTo("xb-" + "a".repeat(59));
    }
}
