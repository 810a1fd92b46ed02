package dev.dromedary.reconcile.year;

import org.junit.jupiter.api.Test;

/** The first years of {@link SimulatedYearIT}, which are soon over: for those who are at work. */
class SimulatedYearTest {
    @Test
    void everyTimeComesToOneBackupOrToAWord() {
        Years.play(40);
    }
}
