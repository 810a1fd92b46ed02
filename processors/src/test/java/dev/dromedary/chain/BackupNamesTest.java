package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupNamesTest {
    private static final LocalDateTime TIME = LocalDateTime.of(2024, 6, 15, 10, 30, 0);

    @Test
    void namesHaveTheReferencesForm() {
        assertThat(BackupNames.full("my-cluster", TIME)).isEqualTo("my-cluster-2024-06-15-10:30:00-full");
        assertThat(BackupNames.increment("my-cluster-2024-06-14-08:00:00-full", "my-cluster", TIME))
                .isEqualTo("my-cluster-2024-06-14-08:00:00-full.incr/my-cluster-2024-06-15-10:30:00-incr");
    }

    @Test
    void anIncrementLiesBelowItsBase() {
        String increment = "s3://b.incr/p/c-2024-06-14-full.incr/c-T000000-incr";

        assertThat(BackupNames.isIncrement(increment)).isTrue();
        assertThat(BackupNames.baseOf(increment)).isEqualTo("s3://b.incr/p/c-2024-06-14-full");
    }

    @Test
    void theNameOfABaseTellsTheCluster() {
        String base = "s3://b/p/my-cluster-2024-06-14-08:00:00-full";

        assertThat(BackupNames.clusterOf(base)).contains("my-cluster");
        assertThat(BackupNames.clusterOf(base + ".incr/other-2024-06-15-10:30:00-incr"))
                .contains("my-cluster");
        assertThat(BackupNames.clusterOf("my-cluster-2-2024-06-14-08:00:00-full"))
                .contains("my-cluster-2");
        for (String other : List.of("2", "-full", ".incr", "/x")) {
            assertThat(BackupNames.clusterOf(base + other)).as(other).isEmpty();
        }
        assertThat(BackupNames.clusterOf("my-cluster-2024-06-14T000000-full")).isEmpty();
    }

    @Test
    void aBucketNamedLikeAnIncrementMakesNone() {
        // The reference looks for .incr anywhere, and takes such a full backup for an increment.
        assertThat(BackupNames.isIncrement("s3://b.incr/c-2024-06-14-full")).isFalse();
        assertThat(BackupNames.baseOf("s3://b.incr/c-2024-06-14-full")).isEqualTo("s3://b.incr/c-2024-06-14-full");
    }

    @Test
    void whatLiesAmongIncrementsMayBeNone() {
        assertThat(BackupNames.isNeither("s3://b/p/c-2024-06-14-full.incr/whatever"))
                .isTrue();
        assertThat(BackupNames.isNeither("s3://b/p/c-2024-06-14-full.incr")).isTrue();
        assertThat(BackupNames.isNeither("s3://b/p/c-2024-06-14-full.incr/")).isTrue();
        assertThat(BackupNames.isNeither("s3://b/p/c-2024-06-14-full.incr/c-T000000-incr"))
                .isFalse();
        assertThat(BackupNames.isNeither("s3://b.incr/c-2024-06-14-full")).isFalse();
        assertThat(BackupNames.isNeither("s3://b/monthly.increments/any")).isFalse();
    }
}
