package dev.dromedary.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduledNameTest {
    private static final Instant TIME = Instant.parse("2022-02-24T01:40:00Z");

    private static ScheduledName named(String cluster, String schedule, String storage) {
        return new ScheduledName("ns", cluster, schedule, "*", 2, storage, null);
    }

    @Test
    void theContractsVector() {
        assertThat(named("name", "any", "storage").backup("schedule name", TIME, false))
                .isEqualTo("cron-name-storage-20220224014000-gpo1r");
    }

    /** The vector's entry as the reference's scheduler hands it on: with the prefix of its cluster. */
    @Test
    void theNameThatIsHashedHasItsPrefix() {
        assertThat(named("name", "schedule name", "storage").backup(TIME, false))
                .isEqualTo("cron-name-storage-20220224014000-9ugar");
    }

    /** The suffix was worked out with another program. */
    @Test
    void theOlderFormHashesTheCronTextAlone() {
        ScheduledName one = new ScheduledName("ns", "name", "daily", "0 0 * * *", 2, "storage", "full");
        ScheduledName other = new ScheduledName("ns", "name", "other", "0 0 * * *", null, "storage", null);

        assertThat(one.backup(TIME, true))
                .isEqualTo("cron-name-storage-20220224014000-372f8")
                .isEqualTo(other.backup(TIME, true));
    }

    @Test
    void eachFieldOfTheContractCountsAndWhatIsEmptyDoesNot() {
        ScheduledName some = new ScheduledName("ns", "c", "s", "@daily", 3, "st", "full");

        assertThat(Stream.of(
                                some,
                                new ScheduledName("ms", "c", "s", "@daily", 3, "st", "full"),
                                new ScheduledName("ns", "c", "r", "@daily", 3, "st", "full"),
                                new ScheduledName("ns", "c", "s", "@hourly", 3, "st", "full"),
                                new ScheduledName("ns", "c", "s", "@daily", null, "st", "full"),
                                new ScheduledName("ns", "c", "s", "@daily", 3, "st", null))
                        .map(each -> each.backup(TIME, false))
                        .distinct())
                .hasSize(6);
        assertThat(new ScheduledName("ns", "c", "s", "@daily", 0, "st", "").backup(TIME, false))
                .isEqualTo(new ScheduledName("ns", "c", "s", "@daily", null, "st", null).backup(TIME, false));
    }

    @Test
    void textIsEscapedAsGoDoes() {
        assertThat(GoText.quoted("a<b>&\"\\\n\u0001\u2028é"))
                .isEqualTo("\"a\\u003cb\\u003e\\u0026\\\"\\\\\\n\\u0001\\u2028é\"");
    }

    static Stream<Arguments> awkward() {
        return Stream.of(
                Arguments.of("my.cluster", "s3", "cron-my.cluster-s3-"),
                Arguments.of("a-cluster-name.x", "s3", "cron-a-cluster-name.x-s3-"),
                Arguments.of("a-clusters-name.", "s3", "cron-a-clusters-name--s3-"),
                Arguments.of(
                        "a-very-long-cluster-name", "storage-of-the-house", "cron-a-very-long-clus-storage-of-the-h-"),
                Arguments.of("c", "My_Disk", "cron-c-my-disk-"),
                Arguments.of("c", "-.-", "cron-c-----"));
    }

    @ParameterizedTest
    @MethodSource("awkward")
    void aMadeNameIsOneOfKubernetes(String cluster, String storage, String expected) {
        String name = named(cluster, "s", storage).backup(TIME, false);

        assertThat(name)
                .startsWith(expected)
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
                .hasSizeLessThan(64);
    }

    @Test
    void theAncestorIsTheReferencesWhereThatIsALabel() {
        assertThat(named("c", "daily", "s").ancestor()).matches("[0-9a-f]{5}-daily");
        assertThat(named("c", "daily", "s").ancestor())
                .isNotEqualTo(named("d", "daily", "s").ancestor());
    }

    @Test
    void anAncestorIsAlwaysALabelAndAlwaysAnother() {
        String blank = named("c", "my daily", "s").ancestor();
        String dash = named("c", "my-daily", "s").ancestor();
        String long1 = named("c", "x".repeat(60) + "1", "s").ancestor();
        String long2 = named("c", "x".repeat(60) + "2", "s").ancestor();

        assertThat(Stream.of(blank, dash, long1, long2).distinct())
                .hasSize(4)
                .allMatch(value -> value.length() <= 63)
                .allMatch(value -> value.matches("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"));
    }

    @Test
    void jitterIsTheSameEveryTimeAndNoMoreThanIsWanted() {
        assertThat(Jitter.of("ns", "c", "s", null)).isZero();
        assertThat(Jitter.of("ns", "c", "s", 0)).isZero();
        assertThat(Jitter.of("ns", "c", "s", 600))
                .isEqualTo(Jitter.of("ns", "c", "s", 600))
                .isBetween(Duration.ZERO, Duration.ofMinutes(10));
        assertThat(Stream.iterate(0, i -> i < 50, i -> i + 1)
                        .map(i -> Jitter.of("ns", "c" + i, "s", 600))
                        .distinct()
                        .count())
                .isGreaterThan(40);
    }
}
