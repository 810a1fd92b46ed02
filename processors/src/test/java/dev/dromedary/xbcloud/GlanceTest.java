package dev.dromedary.xbcloud;

import static dev.dromedary.xbcloud.Bucket.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import org.junit.jupiter.api.Test;

/** What a listing of many backups reads of each, and what it sees of that. */
class GlanceTest {
    private final Bucket bucket = new Bucket().backup(BASE, 0, 1000, 1100);

    private Look glance() {
        return new LookAtBackup(bucket).glance(new Destination("s3", "bucket", BASE), bucket.list(BASE + "/"));
    }

    private void requireBroken(Reason reason, String named) {
        assertThat(glance()).isInstanceOfSatisfying(Look.Broken.class, broken -> {
            assertThat(broken.why().reason()).isEqualTo(reason);
            assertThat(broken.why()).hasMessageContaining(named);
        });
    }

    /** However large a backup is: three small files, each a chunk and the one that ends it. */
    @Test
    void littleIsReadOfAWholeOne() {
        assertThat(glance()).isInstanceOfSatisfying(Look.Whole.class, whole -> {
            assertThat(whole.manifest().size()).isEqualTo(bucket.stream(BASE).length);
            assertThat(whole.manifest().parts()).isEmpty();
        });

        assertThat(bucket.reads)
                .hasSize(6)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.contains("/xtrabackup_info")
                        || key.contains("/xtrabackup_checkpoints")
                        || key.contains("/backup-my.cnf"));
    }

    @Test
    void nothingIsReadOfWhatWasNeverFinished() {
        bucket.objects.keySet().removeIf(key -> key.startsWith(BASE + "/xtrabackup_checkpoints"));

        requireBroken(Reason.StreamIncomplete, "xtrabackup_checkpoints, so it was never finished");
        assertThat(bucket.reads).isEmpty();
    }

    @Test
    void aHoleIsSeenAndAFileThatOnlyTheChecksumsHaveIsNot() {
        bucket.objects.keySet().removeIf(key -> key.contains("shop/empty"));
        assertThat(glance()).isInstanceOf(Look.Whole.class);

        bucket.objects.remove(Bucket.name(BASE, "shop/t@0024.ibd", 1));
        requireBroken(Reason.ObjectMissing, "00001 is missing");
    }

    /** Retention would remove it as the oldest of all. */
    @Test
    void whatDoesNotSayWhenItWasTakenIsNotTold() {
        bucket.file(BASE, "xtrabackup_info", "tool_version = 8.4.0-4\nserver_version = 8.4.0\nend_time = yesterday\n");

        requireBroken(Reason.NotSupported, "does not say when");
    }
}
