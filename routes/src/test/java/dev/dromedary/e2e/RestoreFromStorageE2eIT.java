package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
    }
}
