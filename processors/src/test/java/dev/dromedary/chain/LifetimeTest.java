package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {
    @ParameterizedTest
    @CsvSource({"12h, PT12H", "30d, PT720H", "1w3d, PT240H", "1y, PT8760H", "' 90m ', PT90M"})
    void aLifetimeIsNumbersWithUnits(String text, String length) {
        assertThat(Lifetime.parse(text).length()).isEqualTo(Duration.parse(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "d", "-1d", "1.5d", "0d", "P1D", "1 d"})
    void anythingElseIsNoLifetime(String text) {
        assertThatThrownBy(() -> Lifetime.parse(text))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.RetentionInvalid));
    }
}
