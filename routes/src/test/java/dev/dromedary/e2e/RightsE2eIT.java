package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.ReplicasAfterRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.e2e.AuditLog.Request;
import dev.dromedary.e2e.Departures.Departure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operator and workers may do, and that they need all of it: once through everything, and then the audit log is read. */
@EndToEnd("shop")
class RightsE2eIT {
    private static final String AUDIT = "pod-security.kubernetes.io/audit";
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    private final Bucket bucket = new Bucket();

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void theOperatorUsesAllThatItIsGrantedAndNothingElse(Installation installation) {
        Place place = installation.place("shop");
        place.label(AUDIT, "restricted");
        place.setUp("mariadb", set -> set.getSpec().setReplicas(2), cluster -> {
            cluster.getSpec().mysql.size = 2;
            cluster.getSpec().backup.replicasAfterRestore = ReplicasAfterRestore.RECLONE;
        });
        Backups backups = Backups.of(place, "mariadb");
        try (RunPods runs = new RunPods(place)) {
            // The servers of the examples start as root, so they are let in before.
            place.label(ENFORCE, "restricted");
            server(place, 1).sql("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY) ENGINE=InnoDB");
            backups.full("monday");
            backups.increment("tuesday");
            dataOfRootIsRefused(place, backups);
            place.label(ENFORCE, "privileged");
            restoredWithAnotherThatStartsAnew(place);
            deletedByTheNextLeader(installation, backups);
            madeOfWhatIsStored(place);
            assertThat(runs.seen()).isNotEmpty();
            assertThat(runs.seen())
                    .filteredOn(RunPods::hasToken)
                    .extracting(pod -> pod.getMetadata().getName())
                    .isEmpty();
        }
        assertThat(RunPods.hasToken(place.get(Pod.class, "shop-mysql-0")))
                .as("it would be noticed")
                .isTrue();
        podsOfRunsAreRestricted(place);
        assertThat(new Rights(installation).unused()).isEmpty();
    }

    private static Server server(Place place, int ordinal) {
        return new Server(place.node, place.namespace, "shop-mysql-" + ordinal, "mariadb");
    }

    private static void dataOfRootIsRefused(Place place, Backups backups) {
        server(place, 1).shell("chown 0:0 /var/lib/mysql /var/lib/mysql/ibdata1");
        backups.begin("full.yaml", "of-root");
        PerconaServerMySQLBackup refused = place.await("of-root");
        server(place, 1).shell("chown mysql:mysql /var/lib/mysql /var/lib/mysql/ibdata1");
        assertThat(Place.state(refused)).isEqualTo(BackupState.ERROR);
        assertThat(refused.getStatus().stateDescription).isEqualTo("the data in /var/lib/mysql belongs to root");
    }

    private static void restoredWithAnotherThatStartsAnew(Place place) {
        place.apply("mariadb/restore.yaml", PerconaServerMySQLRestore.class, restore -> restore.getMetadata()
                .setName("back"));
        PerconaServerMySQLRestore restored = place.awaitRestore("back");
        assertThat(Place.state(restored))
                .as(restored.getStatus().stateDescription)
                .isEqualTo(RestoreState.SUCCEEDED);
        assertThat(server(place, 0).sql("SHOW TABLES IN shop")).containsExactly("orders");
        assertThat(server(place, 1).sql("SHOW DATABASES")).doesNotContain("shop");
    }

    /** The Secret is away, so that it is tried again, and another operator says again what this one has said. */
    private void deletedByTheNextLeader(Installation installation, Backups backups) {
        Place place = installation.place("shop");
        Secret secret = place.get(Secret.class, "shop-s3");
        try (Departures departures = new Departures(place, bucket)) {
            place.node.client.resource(secret).delete();
            backups.delete("monday");
            place.awaitEvent("tuesday", "SecretNotFound", event -> event.getCount() == 1);
            installation.scale(0);
            installation.scale(1);
            place.awaitEvent("tuesday", "SecretNotFound", event -> event.getCount() > 1);
            place.restore(secret);
            assertThat(departures.next()).isEqualTo(new Departure("tuesday", List.of()));
            assertThat(departures.next()).isEqualTo(new Departure("monday", List.of()));
        }
    }

    private static void madeOfWhatIsStored(Place place) {
        PerconaServerMySQLBackup kept = Backups.kept(place, "mariadb").full("kept");
        place.node.client.resource(kept).delete();
        place.node.awaitGone(kept);
        assertThat(new Imports(place).from(place.namespace))
                .extracting(backup -> backup.getStatus().destination)
                .contains(kept.getStatus().destination);
    }

    private static void podsOfRunsAreRestricted(Place place) {
        List<Request> pods = AuditLog.in(place.namespace)
                .requests()
                .filter(request ->
                        request.verb().equals("create") && request.resource().equals("pods"))
                .toList();
        assertThat(pods)
                .filteredOn(request -> request.user().endsWith(":job-controller"))
                .noneMatch(RightsE2eIT::violates)
                .anyMatch(request -> request.annotations()
                        .getOrDefault(ENFORCE + "-policy", "")
                        .startsWith("restricted"));
        assertThat(pods)
                .filteredOn(request -> request.user().endsWith(":statefulset-controller"))
                .isNotEmpty()
                .as("so that it would be noticed")
                .allMatch(RightsE2eIT::violates);
        assertThat(AuditLog.by(place.namespace, "default").requests()).isEmpty();
    }

    private static boolean violates(Request request) {
        return request.annotations().containsKey(AUDIT + "-violations");
    }
}
