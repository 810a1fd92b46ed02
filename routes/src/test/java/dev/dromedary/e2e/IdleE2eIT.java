package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.e2e.AuditLog.Request;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two hundred backups, most of them finished, cost nothing while nothing happens. */
@Order(2)
@EndToEnd("shop")
class IdleE2eIT {
    private static final int FINISHED = 195;
    private static final int WAITING = 4;
    /** The leader renews its lease once a minute. */
    private static final int MINUTES = 5;

    @Test
    void finishedBackupsCostNoRequest(Installation installation) {
        Place place = installation.place("shop");
        installation.scale(0);
        for (int i = 0; i < FINISHED; i++) {
            finished(place, "old-" + i);
        }
        installation.scale(1);
        // Nobody has such a node: the first waits for its pod, and the others for the first.
        place.setUp(
                "mariadb",
                cluster -> cluster.getSpec().backup.storages.get("s3").nodeSelector =
                        Map.of("kubernetes.io/hostname", "nobody"));
        for (int i = 0; i <= WAITING; i++) {
            String name = "new-" + i;
            place.apply("mariadb/full.yaml", PerconaServerMySQLBackup.class, backup -> backup.getMetadata()
                    .setName(name));
        }
        place.node.await(place.get(PerconaServerMySQLBackup.class, "new-0"), IdleE2eIT::started);
        for (int i = 1; i <= WAITING; i++) {
            place.node.await(place.get(PerconaServerMySQLBackup.class, "new-" + i), IdleE2eIT::waits);
        }

        Instant begin = nextRenewal(installation, Instant.now());
        Instant end = begin;
        for (int minute = 0; minute < MINUTES; minute++) {
            end = nextRenewal(installation, end);
        }

        Instant until = end;
        List<Request> requests = AuditLog.of(installation)
                .requests()
                .filter(request ->
                        request.when().isAfter(begin) && request.when().isBefore(until))
                .toList();
        assertThat(requests).filteredOn(IdleE2eIT::renewal).as("it was alive").hasSizeGreaterThanOrEqualTo(MINUTES);
        assertThat(requests).filteredOn(request -> !renewal(request)).isEmpty();
    }

    private static boolean started(PerconaServerMySQLBackup backup) {
        return Place.state(backup) == BackupState.STARTING;
    }

    private static boolean waits(PerconaServerMySQLBackup backup) {
        return backup.getStatus() != null
                && backup.getStatus().conditions.stream()
                        .anyMatch(condition -> condition.getType().equals("BackupLeaseAcquired")
                                && condition.getStatus().equals("False"));
    }

    private static boolean renewal(Request request) {
        // A watch that the API server has ended after its hour is begun anew; that is not a question of backups.
        return request.name().equals("dromedary") || request.verb().equals("watch");
    }

    private static void finished(Place place, String name) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setName(name);
        backup.getMetadata().setNamespace(place.namespace);
        backup.getMetadata().setFinalizers(List.of(Names.DELETE_BACKUP_FINALIZER));
        backup.getSpec().clusterName = "shop";
        backup.getSpec().storageName = "s3";
        PerconaServerMySQLBackup made = place.node.client.resource(backup).create();
        made.getStatus().state = BackupState.FAILED;
        place.node.client.resource(made).updateStatus();
    }

    private static Instant nextRenewal(Installation installation, Instant since) {
        Lease lease = installation
                .node
                .client
                .resources(Lease.class)
                .inNamespace(installation.namespace)
                .withName("dromedary")
                .get();
        return installation
                .node
                .await(
                        lease,
                        found -> found.getSpec().getRenewTime().toInstant().isAfter(since))
                .getSpec()
                .getRenewTime()
                .toInstant();
    }
}
