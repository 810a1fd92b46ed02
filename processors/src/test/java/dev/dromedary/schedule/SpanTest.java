package dev.dromedary.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "5m, PT5M", "12h, PT12H", "7d, PT168H", "4w, PT672H", "0d, PT0S"})
    void aNumberWithAUnit(String text, Duration expected) {
        assertThat(Span.parse("f", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "-7d", "1h30m", "7 d", "7D", "1.5d", "9999999d"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Span.parse("spec.backup.chain.maxAge", text))
                .hasMessage("spec.backup.chain.maxAge is '" + text + "'");
    }
}
