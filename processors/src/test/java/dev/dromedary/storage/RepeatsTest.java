package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsTest {
    @ParameterizedTest
    @CsvSource({"1, 500, 1000", "2, 1000, 2000", "3, 2000, 4000", "6, 10000, 20000", "100, 10000, 20000"})
    void pausesGrowToTheLongest(int attempt, long least, long most) {
        assertThat(Repeats.pause(attempt, null)).isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    @Test
    void aWishIsGrantedAsFarAsWeWaitAtAll() {
        assertThat(Repeats.pause(1, "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(Repeats.pause(1, "86400")).isEqualTo(ClientSettings.LONGEST_PAUSE);
        assertThat(Repeats.pause(6, "0")).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "99999999999999999999", "Fri, 27 Nov 2026 17:00:00 GMT"})
    void whatIsNoNumberIsNoWish(String wish) {
        assertThat(Repeats.pause(1, wish)).isLessThanOrEqualTo(ClientSettings.FIRST_PAUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "408, true",
        "429, true",
        "500, true",
        "503, true",
        "400, false",
        "403, false",
        "404, false",
        "412, false"
    })
    void whatMayPassIsRepeated(int status, boolean repeated) {
        assertThat(Repeats.mayPass(status)).isEqualTo(repeated);
    }
}
