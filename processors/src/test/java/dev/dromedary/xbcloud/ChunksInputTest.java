package dev.dromedary.xbcloud;

import static dev.dromedary.xbcloud.Bucket.BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Part;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageContents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** A backup that was whole when it was looked at; what happens to it then is seen while it is read. */
class ChunksInputTest {
    private static final String TABLE = "shop/t@0024.ibd";
    private static final int PIECE = 1000;

    private final Bucket bucket = new Bucket().backup(BASE, 0, 1000, 1100);
    private final ByteArrayOutputStream given = new ByteArrayOutputStream();

    private byte[] read() throws IOException {
        Look look = new LookAtBackup(bucket).at(new Destination("s3", "bucket", BASE), bucket.list(BASE + "/"));
        return read(((Look.Whole) look).manifest());
    }

    private byte[] read(Manifest backup) throws IOException {
        given.reset();
        try (ChunksInput in = ChunksInput.open(bucket, backup, PIECE, 3)) {
            byte[] buffer = new byte[700];
            for (int n = in.read(buffer, 0, buffer.length); n >= 0; n = in.read(buffer, 0, buffer.length)) {
                given.write(buffer, 0, n);
            }
        }
        return given.toByteArray();
    }

    /** In a bucket without checksums, where only the stream itself can tell. */
    private void requireRefusal(Reason reason, String named, Runnable damage) {
        bucket.objects.remove(BASE + ".md5");
        Manifest backup = ((Look.Whole)
                        new LookAtBackup(bucket).at(new Destination("s3", "bucket", BASE), bucket.list(BASE + "/")))
                .manifest();
        damage.run();
        assertThatThrownBy(() -> read(backup))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(named);
    }

    private byte[] object(String path, int index) {
        return bucket.objects.get(Bucket.name(BASE, path, index));
    }

    @Test
    void filesComeOneAfterTheOther() throws IOException {
        assertThat(read()).isEqualTo(bucket.stream(BASE));
    }

    @Test
    void aLargeChunkIsNeverHeldWhole() throws IOException {
        byte[] large = new byte[1_000_000];
        new Random(5).nextBytes(large);
        bucket.objects.put(Bucket.name(BASE, TABLE, 0), Bucket.payload(TABLE, 0, large));
        bucket.objects.put(Bucket.name(BASE, TABLE, 1), Bucket.payload(TABLE, large.length, new byte[] {1}));
        bucket.sums(BASE);

        assertThat(read()).isEqualTo(bucket.stream(BASE)).hasSizeGreaterThan(large.length);
        assertThat(bucket.longest.get()).isEqualTo(PIECE);
    }

    /** As increments with pages of 64 KiB have them; the bucket makes it up, so nobody could hold it. */
    @Test
    void aChunkOfAGiBGoesThrough() throws IOException {
        int gib = 1 << 30;
        CRC32 crc = new CRC32();
        for (int i = 0; i < gib >> 20; i++) {
            crc.update(new byte[1 << 20]);
        }
        byte[] head = Bucket.payload("t.ibd", 0, new byte[0]);
        ByteBuffer.wrap(head)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(head.length - 20, gib)
                .putInt(head.length - 4, (int) crc.getValue());
        StorageContents endless = new Bucket() {
            @Override
            public byte[] get(String key, long offset, int length) {
                byte[] piece = new byte[length];
                byte[] start = key.endsWith("0") ? head : Bucket.head('E', "t.ibd");
                if (offset < start.length) {
                    System.arraycopy(start, (int) offset, piece, 0, Math.min(length, start.length - (int) offset));
                }
                return piece;
            }
        };
        List<Part> parts = List.of(
                new Part(Bucket.name(BASE, "t.ibd", 0), head.length + (long) gib, ""),
                new Part(Bucket.name(BASE, "t.ibd", 1), Bucket.head('E', "t.ibd").length, ""));
        Manifest backup = Manifests.base("of-a-gib", 1000).manifest();

        long read = 0;
        try (ChunksInput in = ChunksInput.open(endless, Manifests.inChunks(backup, parts, null), 1 << 20, 3)) {
            byte[] buffer = new byte[1 << 18];
            for (int n = in.read(buffer, 0, buffer.length); n >= 0; n = in.read(buffer, 0, buffer.length)) {
                read += n;
            }
        }

        assertThat(read).isEqualTo(parts.get(0).length() + parts.get(1).length());
    }

    @Test
    void aFlippedByteIsSeenByTheChecksumOfItsChunk() {
        requireRefusal(Reason.ObjectDamaged, "wrong checksum", () -> object(TABLE, 0)[60] ^= 1);
    }

    @Test
    void anObjectThatWasReplacedIsSeenByTheListOfChecksums() {
        byte[] other = Bucket.payload(TABLE, 0, "pages of something of this len".getBytes(StandardCharsets.UTF_8));
        bucket.file(BASE, TABLE, "pages of something of that len");
        bucket.sums(BASE);
        bucket.objects.put(Bucket.name(BASE, TABLE, 0), other);

        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ObjectDamaged))
                .hasMessageContainingAll(TABLE, "MD5");
    }

    @Test
    void exchangedChunksAreSeen() {
        bucket.file(BASE, TABLE, "one", "two");
        requireRefusal(Reason.ObjectDamaged, "byte 3, not 0", () -> {
            byte[] first = object(TABLE, 0);
            bucket.objects.put(Bucket.name(BASE, TABLE, 0), object(TABLE, 1));
            bucket.objects.put(Bucket.name(BASE, TABLE, 1), first);
        });
    }

    @Test
    void aChunkOfAnotherFileIsSeen() {
        requireRefusal(
                Reason.ObjectDamaged,
                "shop/empty.CSV",
                () -> bucket.objects.put(Bucket.name(BASE, "shop/empty.CSV", 0), Bucket.head('E', "shop/other.CSV")));
    }

    @Test
    void aPathThatLeadsOutIsNotGivenAway() {
        String path = "../x/0000000.ibd";
        bucket.file(BASE, "shop/aaaaaaa.ibd", "content");
        requireRefusal(
                Reason.ObjectDamaged,
                "'..'",
                () -> bucket.objects.put(
                        Bucket.name(BASE, "shop/aaaaaaa.ibd", 0),
                        Bucket.payload(path, 0, "content".getBytes(StandardCharsets.UTF_8))));
        assertThat(given.toString(StandardCharsets.ISO_8859_1)).doesNotContain("../x");
    }

    @Test
    void whatHasNoEndIsSeen() {
        requireRefusal(
                Reason.ObjectDamaged,
                "shop/empty.CSV",
                () -> bucket.objects.put(
                        Bucket.name(BASE, "shop/empty.CSV", 0), new byte[object("shop/empty.CSV", 0).length]));
    }

    @Test
    void anObjectThatWentAwayIsMissing() {
        assertThatThrownBy(() -> {
                    Manifest backup = ((Look.Whole) new LookAtBackup(bucket)
                                    .at(new Destination("s3", "bucket", BASE), bucket.list(BASE + "/")))
                            .manifest();
                    bucket.objects.remove(Bucket.name(BASE, TABLE, 1));
                    read(backup);
                })
                .hasMessageContaining(TABLE);
    }
}
