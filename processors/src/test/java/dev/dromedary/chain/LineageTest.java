package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineageTest {
    private static final Lineage PARENT = new Lineage("uuid-1", "incarnation-1", "xtrabackup 8.4");

    private static String difference(String serverUuid, String incarnation, String series) {
        return new Lineage(serverUuid, incarnation, series).difference(PARENT);
    }

    @Test
    void theSameDiffersInNothing() {
        assertThat(difference("uuid-1", "incarnation-1", "xtrabackup 8.4")).isEmpty();
    }

    @Test
    void eachDifferenceIsToldInWords() {
        assertThat(difference("uuid-1", "incarnation-1", "xtrabackup 9.1"))
                .isEqualTo("the engine is xtrabackup 9.1, the parent's was xtrabackup 8.4");
        assertThat(difference("uuid-2", "incarnation-1", "xtrabackup 8.4"))
                .isEqualTo("the server's uuid is uuid-2, the parent's was uuid-1");
        assertThat(difference("uuid-1", "incarnation-2", "xtrabackup 8.4"))
                .isEqualTo("the data directory is not the one the parent was taken from"
                        + " (restored, cloned or replaced since)");
    }

    @Test
    void ofSeveralTheFirstThatExplainsTheOthersIsTold() {
        assertThat(difference("uuid-2", "incarnation-2", "xtrabackup 9.1")).startsWith("the engine");
        assertThat(difference("uuid-2", "incarnation-2", "xtrabackup 8.4")).startsWith("the server's uuid");
    }
}
