package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Layout;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bucket as the reference leaves it, chunks without a manifest, gets its resources, and is restored by their names. */
@EndToEnd("shop")
class ReferenceBucketE2eIT {
    private static final String ENGINE = "mysql";

    private final Bucket bucket = new Bucket();

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void whoComesFromTheReferenceRestoresItsBackups(Installation installation) {
        Place shop = installation.place("shop");
        Server server = shop.setUp(
                ENGINE,
                cluster ->
                        cluster.getSpec().backup.storages.values().forEach(storage -> storage.layout = Layout.XBCLOUD));
        Backups backups = Backups.kept(shop, ENGINE);
        server.sql(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140)) ENGINE=InnoDB",
                "INSERT INTO shop.orders VALUES (1, 'one')");
        PerconaServerMySQLBackup full = backups.full("monday");
        server.sql("INSERT INTO shop.orders VALUES (2, 'two')");
        PerconaServerMySQLBackup increment = backups.increment("tuesday");
        List<String> tuesday = server.checksums("shop");
        server.sql("DROP TABLE shop.orders");
        for (PerconaServerMySQLBackup backup : List.of(increment, full)) {
            shop.node.client.resource(backup).delete();
            shop.node.awaitGone(backup);
            bucket.forget(backup);
        }

        List<PerconaServerMySQLBackup> found = new Imports(shop, ENGINE).from(shop.namespace);

        assertThat(found).hasSize(2);
        requireSame(found, full);
        String name = requireSame(found, increment).getMetadata().getName();
        shop.apply(
                ENGINE + "/restore.yaml",
                PerconaServerMySQLRestore.class,
                restore -> restore.getSpec().backupName = name);
        PerconaServerMySQLRestore restored = shop.awaitRestore("back-to-tuesday");
        assertThat(Place.state(restored))
                .as(restored.getStatus().stateDescription)
                .isEqualTo(RestoreState.SUCCEEDED);
        assertThat(server.checksums("shop")).isEqualTo(tuesday);
    }

    /** What its checkpoints and its place tell is as it was when it was taken. */
    private static PerconaServerMySQLBackup requireSame(
            List<PerconaServerMySQLBackup> found, PerconaServerMySQLBackup former) {
        var then = former.getStatus();
        PerconaServerMySQLBackup now = found.stream()
                .filter(each -> each.getStatus().destination.equals(then.destination))
                .findFirst()
                .orElseThrow();
        assertThat(now.getStatus())
                .returns(then.state, status -> status.state)
                .returns(then.type, status -> status.type)
                .returns(then.fromLsn, status -> status.fromLsn)
                .returns(then.toLsn, status -> status.toLsn)
                .returns(then.chain.base, status -> status.chain.base)
                .returns(then.chain.position, status -> status.chain.position);
        return now;
    }
}
