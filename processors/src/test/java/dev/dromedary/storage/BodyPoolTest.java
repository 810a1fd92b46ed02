package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import org.junit.jupiter.api.Test;

class BodyPoolTest {
    /** Lengths that no other test has. */
    private static final int LENGTH = 3_000_017;

    @Test
    void anArrayGivenBackIsTheNextOfItsLength() {
        byte[] first = BodyPool.array("a", LENGTH);
        byte[] second = BodyPool.array("a", LENGTH);
        assertThat(second).isNotSameAs(first);

        BodyPool.giveBack(first);
        BodyPool.giveBack(first);
        assertThat(BodyPool.array("a", LENGTH + 1)).hasSize(LENGTH + 1).isNotSameAs(first);
        assertThat(BodyPool.array("a", LENGTH)).isSameAs(first);
        assertThat(BodyPool.array("a", LENGTH)).isNotSameAs(first);
    }

    @Test
    void anArrayOfSomebodyElseIsNotHandedOut() {
        byte[] theirs = new byte[LENGTH + 2];
        BodyPool.giveBack(theirs);
        assertThat(BodyPool.array("a", theirs.length)).isNotSameAs(theirs);
    }

    @Test
    void anObjectBeyondAnArrayIsRefused() {
        assertThatThrownBy(() -> BodyPool.array("some/key", Integer.MAX_VALUE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("some/key");
    }
}
