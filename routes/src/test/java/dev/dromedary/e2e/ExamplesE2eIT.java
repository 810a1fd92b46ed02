package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples as a new user applies them: a full backup, two increments, and back to each. */
@Order(3)
@EndToEnd("shop")
class ExamplesE2eIT {
    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void aChainIsTakenAndEachOfItsPointsRestored(String engine, Installation installation) {
        Place place = installation.place("shop");
        Server server = place.setUp(engine);
        Map<String, List<String>> checksums = new LinkedHashMap<>();

        server.sql(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140)) ENGINE=InnoDB",
                "INSERT INTO shop.orders (item) VALUES ('one'), ('two'), ('three')");
        checksums.put("monday", server.checksums("shop"));
        place.apply(engine + "/full.yaml");
        succeeded(place, "monday");

        server.sql(
                "INSERT INTO shop.orders (item) SELECT CONCAT(a.item, b.item) FROM shop.orders a, shop.orders b",
                "CREATE TABLE shop.price (id INT PRIMARY KEY, cents INT) ENGINE=InnoDB",
                "INSERT INTO shop.price VALUES (1, 100), (2, 250)");
        checksums.put("tuesday", server.checksums("shop"));
        place.apply(engine + "/increment.yaml");
        succeeded(place, "tuesday");

        server.sql("UPDATE shop.price SET cents = cents + 1", "DELETE FROM shop.orders WHERE id % 3 = 0");
        checksums.put("wednesday", server.checksums("shop"));
        place.apply(engine + "/increment.yaml", PerconaServerMySQLBackup.class, backup -> backup.getMetadata()
                .setName("wednesday"));
        PerconaServerMySQLBackup last = succeeded(place, "wednesday");
        assertThat(last.getStatus().chain.position).isEqualTo(2);

        server.sql("DROP TABLE shop.orders");
        for (String backup : List.of("tuesday", "wednesday", "monday")) {
            place.apply(engine + "/restore.yaml", PerconaServerMySQLRestore.class, restore -> {
                restore.getMetadata().setName("back-to-" + backup);
                restore.getSpec().backupName = backup;
            });
            PerconaServerMySQLRestore restored = place.awaitRestore("back-to-" + backup);
            assertThat(Place.state(restored))
                    .as(restored.getStatus().stateDescription)
                    .isEqualTo(RestoreState.SUCCEEDED);
            assertThat(server.checksums("shop")).isEqualTo(checksums.get(backup));
        }
    }

    private static PerconaServerMySQLBackup succeeded(Place place, String name) {
        PerconaServerMySQLBackup backup = place.await(name);
        assertThat(Place.state(backup)).as(backup.getStatus().stateDescription).isEqualTo(BackupState.SUCCEEDED);
        return backup;
    }
}
