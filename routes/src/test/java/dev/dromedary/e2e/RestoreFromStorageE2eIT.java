package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.e2e.Departures.Departure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chain that no resource knows any more, restored by where it is. */
@EndToEnd({"shop", "annex"})
class RestoreFromStorageE2eIT {
    private final Bucket bucket = new Bucket();

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void anotherClusterGetsWhatIsInTheBucket(Installation installation) {
        Place shop = installation.place("shop");
        Server source = shop.setUp("mariadb");
        Backups backups = Backups.kept(shop, "mariadb");
        source.sql(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140)) ENGINE=InnoDB",
                "INSERT INTO shop.orders (item) VALUES ('one'), ('two'), ('three')");
        PerconaServerMySQLBackup monday = backups.full("monday");
        source.sql(
                "INSERT INTO shop.orders (item) SELECT CONCAT(a.item, b.item) FROM shop.orders a, shop.orders b",
                "DELETE FROM shop.orders WHERE id = 2");
        PerconaServerMySQLBackup tuesday = backups.increment("tuesday");
        List<String> chain = bucket.of(monday);
        try (Departures departures = new Departures(shop, bucket)) {
            backups.delete("monday");
            assertThat(departures.next()).isEqualTo(new Departure("monday", chain));
            backups.delete("tuesday");
            assertThat(departures.next()).isEqualTo(new Departure("tuesday", bucket.of(tuesday)));
        }

        Place annex = installation.place("annex");
        Server target = annex.setUp("mariadb");
        target.sql("CREATE DATABASE annex", "CREATE TABLE annex.lost (id INT PRIMARY KEY) ENGINE=InnoDB");
        annex.apply("mariadb/restore-from-storage.yaml", PerconaServerMySQLRestore.class, restore -> {
            var wanted = restore.getSpec().backupSource;
            wanted.destination = tuesday.getStatus().destination;
            wanted.storage.s3.prefix = shop.namespace;
        });
        PerconaServerMySQLRestore restored = annex.awaitRestore("from-storage");
        assertThat(Place.state(restored))
                .as(restored.getStatus().stateDescription)
                .isEqualTo(RestoreState.SUCCEEDED);

        assertThat(target.checksums("shop")).isEqualTo(source.checksums("shop"));
        assertThat(target.sql("SHOW DATABASES")).isEqualTo(source.sql("SHOW DATABASES"));
        assertThat(bucket.of(monday)).isEqualTo(chain);

        resourcesAreRebuilt(annex, shop.namespace, monday, tuesday);
        assertThat(bucket.of(monday)).isEqualTo(chain);
    }

    /** Twice, the second time without a change. */
    private static void resourcesAreRebuilt(Place place, String prefix, PerconaServerMySQLBackup... chain) {
        List<PerconaServerMySQLBackup> rebuilt = new Imports(place).from(prefix);

        assertThat(rebuilt).hasSameSizeAs(chain);
        for (PerconaServerMySQLBackup former : chain) {
            BackupStatus then = former.getStatus();
            assertThat(rebuilt)
                    .extracting(PerconaServerMySQLBackup::getStatus)
                    .filteredOn(status -> status.destination.equals(then.destination))
                    .singleElement()
                    .returns(BackupState.SUCCEEDED, status -> status.state)
                    .returns(then.type, status -> status.type)
                    .returns(then.completed, status -> status.completed)
                    .returns(then.size, status -> status.size)
                    .returns(then.fromLsn, status -> status.fromLsn)
                    .returns(then.toLsn, status -> status.toLsn)
                    .returns(then.chain.base, status -> status.chain.base)
                    .returns(then.chain.position, status -> status.chain.position);
        }
        assertThat(new Imports(place).from(prefix))
                .extracting(backup -> backup.getMetadata().getResourceVersion())
                .containsExactlyElementsOf(rebuilt.stream()
                        .map(backup -> backup.getMetadata().getResourceVersion())
                        .toList());
    }
}
