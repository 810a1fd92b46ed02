package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.DataOwner;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A shop on MariaDB with its storage behind a narrow gate, so that whatever is done with its data takes a while. */
final class GatedShop implements AutoCloseable {
    private static final String CLUSTER = "shop";
    private static final int MINUTES = 4;

    final Place place;
    final Gate gate;
    final Server server;
    final Runs runs;
    final BackupObjects bucket = new BackupObjects();
    private final DataFolder data;

    GatedShop(Installation installation) {
        place = installation.place(CLUSTER);
        gate = new Gate(place.node.client);
        server = place.setUp("mariadb", cluster -> {
            cluster.getSpec().backup.backoffLimit = 1;
            cluster.getSpec().backup.storages.values().forEach(storage -> storage.s3.endpointUrl = gate.endpoint());
        });
        runs = new Runs(place);
        data = new DataFolder(place);
        server.sql(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARBINARY(1024)) ENGINE=InnoDB");
    }

    /** So many megabytes more of what does not compress. */
    void grow(int megabytes) {
        server.sql("INSERT INTO shop.orders (item) SELECT RANDOM_BYTES(1024) FROM shop.seq_1_to_" + megabytes * 1024);
    }

    List<String> checksums() {
        return server.checksums("shop");
    }

    void full(String name) {
        backup("full", name);
    }

    void increment(String name) {
        backup("increment", name);
    }

    private void backup(String file, String name) {
        gate.narrow();
        place.apply("mariadb/" + file + ".yaml", PerconaServerMySQLBackup.class, backup -> backup.getMetadata()
                .setName(name));
    }

    void restore(String name, String backup) {
        gate.narrow();
        place.apply("mariadb/restore.yaml", PerconaServerMySQLRestore.class, restore -> {
            restore.getMetadata().setName(name);
            restore.getSpec().backupName = backup;
        });
    }

    PerconaServerMySQLBackup await(String name, Predicate<PerconaServerMySQLBackup> sign) {
        return place.node.await(place.get(PerconaServerMySQLBackup.class, name), sign);
    }

    /** Waits for a state on the way, which a backup that has ended does not come to any more. */
    PerconaServerMySQLBackup await(String name, BackupState state) {
        PerconaServerMySQLBackup there = await(
                name,
                backup -> Place.state(backup) == state || Place.state(backup).terminal());
        assertThat(Place.state(there)).as(there.getStatus().stateDescription).isEqualTo(state);
        return there;
    }

    /** Says whose the data is, so that no run has to find out first. */
    void nameDataOwner() {
        DataOwner owner = data.owner();
        place.node.client.resource(place.get(PerconaServerMySQL.class, CLUSTER)).edit(cluster -> {
            cluster.getSpec().backup.dataOwner = owner;
            return cluster;
        });
    }

    /** Waits until a backup has stored so many parts, and there are more to come; answers its destination. */
    String awaitTheMiddle(String name, int parts) {
        String destination = await(name, BackupState.RUNNING).getStatus().destination;
        bucket.awaitParts(destination, parts);
        return destination;
    }

    /** The same, and holds what comes after. */
    String holdInTheMiddle(String name, int parts) {
        String destination = awaitTheMiddle(name, parts);
        gate.hold();
        return destination;
    }

    /** Waits for a good end, and sees that the bucket holds what the manifest says and nothing else. */
    PerconaServerMySQLBackup succeeded(String name) {
        PerconaServerMySQLBackup backup = place.await(name);
        assertThat(Place.state(backup)).as(backup.getStatus().stateDescription).isEqualTo(BackupState.SUCCEEDED);
        String destination = backup.getStatus().destination;
        assertThat(bucket.of(destination)).containsExactlyInAnyOrderElementsOf(bucket.wanted(destination));
        return backup;
    }

    PerconaServerMySQLRestore awaitRestore(String name, Predicate<PerconaServerMySQLRestore> sign) {
        return place.node.await(place.get(PerconaServerMySQLRestore.class, name), sign);
    }

    /** Waits until a stage of a restore is under way. */
    void awaitStage(String restore, String type) {
        awaitRestore(
                restore,
                found -> found.getStatus() != null
                        && found.getStatus().conditions.stream()
                                .anyMatch(each -> each.getType().equals(type)));
    }

    /** Waits until a restore has something of the base beside the old data, and holds what comes after. */
    void holdInTheMiddleOfRestore(String name) {
        data.awaitBase(name);
        gate.hold();
    }

    PerconaServerMySQLRestore restored(String name, RestoreState end) {
        PerconaServerMySQLRestore restore = place.awaitRestore(name);
        assertThat(Place.state(restore))
                .as(restore.getStatus().stateDescription)
                .isEqualTo(end);
        assertThat(data.path().resolve(".dromedary")).doesNotExist();
        return restore;
    }

    /** The cluster is as its owner wanted it, and nobody holds anything of it. */
    void isAtRest() {
        for (String lease : List.of(Names.backupLease(CLUSTER), Names.restoreLease(CLUSTER))) {
            // Given back a moment after the last word of who held it.
            place.node
                    .client
                    .leases()
                    .inNamespace(place.namespace)
                    .withName(lease)
                    .waitUntilCondition(Objects::isNull, MINUTES, TimeUnit.MINUTES);
        }
        assertThat(place.get(PerconaServerMySQL.class, CLUSTER).getSpec().pause).isNull();
        assertThat(place.get(StatefulSet.class, "shop-mysql").getSpec().getReplicas())
                .isEqualTo(1);
        place.awaitServer();
        place.awaitReady();
    }

    Pod serverPod() {
        return place.get(Pod.class, "shop-mysql-0");
    }

    void edit(Consumer<Pod> change) {
        place.node
                .client
                .pods()
                .inNamespace(place.namespace)
                .withName("shop-mysql-0")
                .edit(pod -> {
                    change.accept(pod);
                    return pod;
                });
    }

    @Override
    public void close() {
        runs.close();
        gate.close();
        bucket.close();
    }
}
