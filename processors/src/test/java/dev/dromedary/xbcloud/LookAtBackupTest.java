package dev.dromedary.xbcloud;

import static dev.dromedary.xbcloud.Bucket.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is wrong with one backup. */
class LookAtBackupTest {
    private final Bucket bucket = new Bucket().backup(BASE, 0, 1000, 1100);

    private Look look() {
        return new LookAtBackup(bucket).at(new Destination("s3", "bucket", BASE), bucket.list(BASE + "/"));
    }

    private void requireBroken(Reason reason, String named) {
        assertThat(look()).isInstanceOfSatisfying(Look.Broken.class, broken -> {
            assertThat(broken.why().reason()).as(broken.why().describe()).isEqualTo(reason);
            assertThat(broken.why()).hasMessageContaining(named);
        });
    }

    private void withoutSums() {
        bucket.objects.remove(BASE + ".md5");
    }

    @Test
    void aWholeOneIsWhole() {
        assertThat(look()).isInstanceOf(Look.Whole.class);
        withoutSums();
        assertThat(look()).isInstanceOf(Look.Whole.class);
    }

    @Test
    void whatIsNoChunkIsPassedOver() {
        bucket.objects.put(BASE + "/", new byte[0]);
        bucket.objects.put(BASE + "/read me", new byte[3]);

        assertThat(look()).isInstanceOf(Look.Whole.class);
    }

    @Test
    void aHoleIsSeen() {
        withoutSums();
        bucket.objects.remove(Bucket.name(BASE, "shop/t@0024.ibd", 0));

        requireBroken(Reason.ObjectMissing, "shop/t@0024.ibd.00000000000000000000 is missing");
    }

    /** The reference's own reader does not notice. */
    @Test
    void aLostEndIsSeen() {
        withoutSums();
        bucket.objects.remove(Bucket.name(BASE, "shop/t@0024.ibd", 2));

        requireBroken(Reason.ObjectMissing, Bucket.name(BASE, "shop/t@0024.ibd", 2));
    }

    /** It passes the unpacker and even prepare; only the checksums know of it. */
    @Test
    void aLostFileIsSeenWhereThereAreChecksums() {
        bucket.objects.keySet().removeIf(key -> key.contains("shop/empty"));

        requireBroken(Reason.ObjectMissing, "shop/empty.CSV");
    }

    @Test
    void whatTheChecksumsDoNotHaveIsSeen() {
        bucket.file(BASE, "shop/more.CSV");

        requireBroken(Reason.ObjectDamaged, "shop/more.CSV");
    }

    @Test
    void anObjectThatWasWrittenTwiceIsSeen() {
        byte[] sums = bucket.objects.get(BASE + ".md5");
        String line =
                new String(sums, StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        bucket.objects.put(
                BASE + ".md5",
                (new String(sums, StandardCharsets.UTF_8) + line + "\n").getBytes(StandardCharsets.UTF_8));

        requireBroken(Reason.ObjectDamaged, "written twice");
    }

    @Test
    void anEmptyListOfChecksumsIsBelieved() {
        bucket.objects.put(BASE + ".md5", new byte[0]);

        requireBroken(Reason.ObjectDamaged, "is not of this backup");
    }

    @Test
    void whatIsNotTextIsNoList() {
        bucket.objects.put(BASE + ".md5", "error".getBytes(StandardCharsets.UTF_8));

        requireBroken(Reason.ObjectDamaged, ".md5");
    }

    @Test
    void eachFileOfTheEndMustBeThere() {
        withoutSums();
        for (String name :
                new String[] {"xtrabackup_checkpoints", "xtrabackup_info", "xtrabackup_tablespaces", "backup-my.cnf"}) {
            Bucket whole = new Bucket();
            whole.objects.putAll(bucket.objects);
            bucket.objects.keySet().removeIf(key -> key.startsWith(BASE + "/" + name));
            requireBroken(Reason.StreamIncomplete, name);
            bucket.objects.putAll(whole.objects);
        }
    }

    @Test
    void whatTheToolHasCompressedIsRefusedAsThat() {
        withoutSums();
        bucket.objects.keySet().removeIf(key -> key.startsWith(BASE + "/xtrabackup_info"));
        bucket.file(BASE, "xtrabackup_info.zst", "compressed");

        requireBroken(Reason.NotSupported, "xtrabackup_info.zst");
    }

    @Test
    void pathsThatLeadOutAreRefused() {
        withoutSums();
        bucket.file(BASE, "../../etc/passwd", "root");

        requireBroken(Reason.ObjectDamaged, "'..'");
    }

    @Test
    void lengthsThatNoChunkHasAreRefused() {
        withoutSums();
        bucket.objects.put(Bucket.name(BASE, "shop/t@0024.ibd", 1), new byte[5]);

        requireBroken(Reason.ObjectDamaged, "5 bytes");
    }

    /** To the reference's reader, its chunks are files of the one around it. */
    @Test
    void aBackupWithinItIsSeen() {
        bucket.backup(BASE + "/inc1", 0, 1000, 1100);

        requireBroken(Reason.ObjectDamaged, "the object " + BASE + "/inc1/");
        withoutSums();
        requireBroken(Reason.ObjectDamaged, "the object " + BASE + "/inc1/");
    }

    @Test
    void anIndexBeyondAllNumbersIsAHole() {
        withoutSums();
        bucket.objects.put(BASE + "/shop/t@0024.ibd.99999999999999999999", Bucket.head('E', "shop/t@0024.ibd"));

        requireBroken(Reason.ObjectMissing, "shop/t@0024.ibd.00000000000000000003");
    }

    @Test
    void checkpointsThatAreNoneAreRefused() {
        withoutSums();
        bucket.file(BASE, "xtrabackup_checkpoints", "backup_type = full-backuped\nfrom_lsn = x\n");
        requireBroken(Reason.StreamDamaged, "from_lsn");

        bucket.file(
                BASE, "xtrabackup_checkpoints", "backup_type = incremental\nfrom_lsn = 5\nto_lsn = 6\nlast_lsn = 7\n");
        requireBroken(Reason.ChainBroken, "incremental");

        bucket.file(
                BASE,
                "xtrabackup_checkpoints",
                "backup_type = full-backuped\nfrom_lsn = 0\nto_lsn = 9\nlast_lsn = 7\n");
        requireBroken(Reason.ChainBroken, "0 to 9");
    }

    @Test
    void aSmallFileWithAWrongChecksumIsRefused() {
        withoutSums();
        byte[] chunk = bucket.objects.get(Bucket.name(BASE, "xtrabackup_checkpoints", 0));
        chunk[chunk.length - 2] ^= 1;

        requireBroken(Reason.ObjectDamaged, "xtrabackup_checkpoints");
    }

    @Test
    void aSmallFileThatIsLargeIsNotRead() {
        withoutSums();
        bucket.file(BASE, "xtrabackup_info", "x".repeat(300_000));

        requireBroken(Reason.ObjectDamaged, "longer than such a file is");
    }
}
