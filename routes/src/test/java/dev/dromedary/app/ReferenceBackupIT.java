package dev.dromedary.app;

import static dev.dromedary.app.ReferenceShop.BASE;
import static dev.dromedary.app.ReferenceShop.FIRST;
import static dev.dromedary.app.ReferenceShop.IDLE;
import static dev.dromedary.app.ReferenceShop.LAST;
import static dev.dromedary.app.ReferenceShop.SKEWED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.engine.Dialect;
import dev.dromedary.engine.Limits;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.part.Slice;
import dev.dromedary.part.Spool;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Folder;
import dev.dromedary.xbcloud.ChunkCuts;
import dev.dromedary.xbcloud.ChunksInput;
import dev.dromedary.xbcloud.ReferenceChain;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Backups as the reference leaves them in a bucket: chunks and checksums, no manifest, and beside them what failed runs,
 * other servers and other clusters have left.
 */
@TakesMinutes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceBackupIT {
    private Path folder;
    private ReferenceShop shop;
    private Place place;
    private Xbcloud xbcloud;

    @BeforeAll
    void takeThemAsTheReferenceDoes(@TempDir Path temporary) throws Exception {
        folder = temporary;
        shop = new ReferenceShop(folder);
        place = shop.place;
        xbcloud = shop.xbcloud;
    }

    @AfterAll
    void stop() throws Exception {
        shop.close();
    }

    private Told restore(String name, String destination, String more) throws Exception {
        place.resources().restoreWith(name, """
                backupSource:
                  destination: file://%s/%s
                  storage: {type: file, options: {directory: %1$s}}
                %s""".formatted(place.storage(), destination, more));
        Product.Outcome outcome = place.product().once();
        assertThat(outcome.log()).as(outcome.log()).doesNotContain("Internal");
        return Told.ofRestore(place.resources(), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, FIRST, IDLE, SKEWED, LAST})
    void eachPointComesBack(String backup) throws Exception {
        restore("of-" + backup.replaceAll("[^a-z0-9]", "-"), backup, "").requireSuccess();

        assertThat(place.server().checksums()).isEqualTo(shop.point(backup));
    }

    /** With the checksums that S3 has and with the pieces that S3 gives. */
    @Test
    @OnStorageServer(StorageServer.MINIO)
    void aBucketIsReadLikeAFolder() throws Exception {
        place.resources().secret(ReferenceBucket.SECRET, ReferenceBucket.keys());
        try (ReferenceBucket bucket = new ReferenceBucket(xbcloud.storage())) {
            requireListed(bucket);
            place.resources()
                    .restoreWith(
                            "from-bucket",
                            "backupSource:\n  destination: %s\n  storage:\n%s"
                                    .formatted(
                                            bucket.destination(LAST),
                                            bucket.storage().indent(4)));
            place.product().once();
            Told.ofRestore(place.resources(), "from-bucket").requireSuccess();
        }
        assertThat(place.server().checksums()).isEqualTo(shop.point(LAST));
    }

    /** The increment that extends nothing is broken, the chain beside it is not. */
    private void requireListed(ReferenceBucket bucket) throws Exception {
        Path secret = place.resources().folder().resolve(ReferenceBucket.SECRET + ".yaml");
        Path file =
                Files.writeString(folder.resolve("bucket.yaml"), bucket.storage() + "---\n" + Files.readString(secret));
        assertThat(Said.by(folder, "chain", "shop", "--storage-file", file.toString())
                        .requireExit(1))
                .contains(", 6 backups", " is broken: it starts at lsn ");
    }

    /** What the tool wrote, what is put together of its chunks, and what is put together of those that are cut here. */
    @Test
    void theRealUnpackerMakesTheSameFilesOfAll() throws Exception {
        String unpacker = Command.path("mbstream");
        Map<String, String> original = Xbcloud.unpack(unpacker, shop.stream(LAST), folder.resolve("original"));

        Path ours = folder.resolve("ours");
        Destination last = new Destination("file", place.storage().toString(), LAST);
        Manifest found = new ReferenceChain(xbcloud.storage(), last)
                .find()
                .orElseThrow()
                .tip()
                .manifest();
        try (ChunksInput in = ChunksInput.open(xbcloud.storage(), found, 100_000, 3)) {
            Files.copy(in, ours);
        }
        assertThat(Xbcloud.unpack(unpacker, ours, folder.resolve("put-together")))
                .isEqualTo(original);

        Xbcloud cut = new Xbcloud(new Folder(folder.resolve("cut-storage").toString()));
        Files.createDirectory(folder.resolve("spool"));
        try (InputStream in = Files.newInputStream(shop.stream(LAST));
                Spool spool = new Spool(
                        new Spool.Settings(folder.resolve("spool"), 50_000, 2, Long.MAX_VALUE, false, Duration.ZERO),
                        () -> false)) {
            StreamTap tap = new StreamTap(Dialect.PERCONA, Limits.standard());
            spool.fill(new ChunkCuts(in, 50_000, tap::accept));
            tap.end();
            for (Slice slice = spool.take(); slice != null; slice = spool.take()) {
                cut.storage().put("backup/" + slice.name(), slice.bytes(), true);
                slice.close();
            }
        }
        cut.get("backup", folder.resolve("theirs"));
        assertThat(Xbcloud.unpack(unpacker, folder.resolve("theirs"), folder.resolve("cut-and-got")))
                .isEqualTo(original);
    }

    /** Its streams rename and remove, and the layout has no order. */
    @Test
    void mariadbIsNotWrittenInThisLayout() throws Exception {
        Path storage = folder.resolve("not-for-mariadb");
        place.resources().cluster(place.server(), null, """
                        file:
                          type: file
                          layout: xbcloud
                          options: {directory: %s}
                        """.formatted(storage));
        place.resources().full("in-chunks");
        place.product().once();

        Told.ofBackup(place.resources(), "in-chunks")
                .requireFailure("Error", Reason.NotSupported, told -> assertThat(told)
                        .contains("layout xbcloud", "mariadb-backup"));
        assertThat(new Folder(storage.toString()).list("")).isEmpty();
    }

    @Test
    void whatFailedIsNotRestored() throws Exception {
        ProcessHandle before = place.server().incarnation();

        Told failed = restore("of-failed", BASE + ".incr/shop-2024-06-15-07:00:00-incr", "");
        failed.requireFailure("Error", Reason.StreamIncomplete, told -> assertThat(told)
                .isEqualTo("no incremental backups found in chain"));
        assertThat(failed.condition("Ready").getMessage()).contains("shop-2024-06-15-07:00:00-incr", "never finished");
        restore("of-orphan", BASE + ".incr/shop-2024-06-15-22:00:00-incr", "")
                .requireFailure("Error", Reason.ChainBroken, told -> assertThat(told)
                        .contains("shop-2024-06-15-22:00:00-incr starts at lsn"));
        restore("of-nothing", BASE + ".incr/shop-2024-06-15-12:00:00-incr", "")
                .requireFailure("Error", Reason.BackupNotFound, told -> assertThat(told)
                        .isEqualTo("backup not found in storage"));

        assertThat(place.server().incarnation()).isEqualTo(before);
    }
}
