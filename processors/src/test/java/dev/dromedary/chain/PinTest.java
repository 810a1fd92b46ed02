package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a chain whatever the rules say. */
class PinTest {
    private final Judging judging = new Judging();

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T12:00:01Z, true",
        "2026-11-26T12:00:00Z, false",
        "2026-11-26T13:30:00+02:00, false",
        "2026-11-26, true",
        "2026-11-25, false",
        "forever, true",
        "Forever, true",
        "next week, true",
        "2026-13-40, true",
        "'', true"
    })
    void aPinKeepsItsChainUntilItsTime(String value, boolean stays) {
        judging.chains.add(Judging.with(Judging.chain("", "2026-11-01"), Pin.of("b", value, Judging.ZONE), ""));
        judging.add("2026-11-02");
        judging.rules(1, null, Map.of(), 0);

        assertThat(judging.gone().isEmpty()).isEqualTo(stays);
    }

    @Test
    void aPinThatCannotBeReadSaysSo() {
        judging.chains.add(Judging.with(Judging.chain("", "2026-11-01"), Pin.of("b", "soon", Judging.ZONE), ""));
        judging.add("2026-11-02");
        judging.rules(1, null, Map.of(), 0);

        assertThat(judging.judge().get("2026-11-01").why())
                .isEqualTo("pinned by b, whose pin 'soon' is neither a time, a date nor forever");
    }

    @Test
    void whatSomebodyDependsOnStays() {
        judging.chains.add(Judging.with(Judging.chain("", "2026-11-01"), null, "restore r needs it"));
        judging.add("2026-11-02");
        judging.rules(1, null, Map.of(), 0);

        assertThat(judging.gone()).isEmpty();
        assertThat(judging.judge().get("2026-11-01").why()).isEqualTo("restore r needs it");
    }
}
