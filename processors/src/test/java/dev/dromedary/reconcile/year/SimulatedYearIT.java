package dev.dromedary.reconcile.year;

import org.junit.jupiter.api.Test;

class SimulatedYearIT {
    @Test
    void everyTimeComesToOneBackupOrToAWord() {
        Years.play(Integer.getInteger("dromedary.year.seeds", 1000));
    }
}
