package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which full backup an increment is based on, and what is said where that cannot be. */
@EndToEnd("shop")
class BaseChoiceE2eIT {
    private static final String PREFIX = "failed to set incremental base annotations: ";
    private static final String GET = PREFIX + "get incremental base backup: ";
    /** Nobody's but the test's. */
    private static final String KEPT = "example.com/keep";

    @Test
    void theNewestThatFitsOrTheOneThatIsNamed(Installation installation) {
        Place place = installation.place("shop");
        Wishes wishes = new Wishes(place);
        Server server = place.setUp("mariadb");
        wishes.cluster(BaseChoiceE2eIT::withOtherStorage);
        wishes.cluster(BaseChoiceE2eIT::ofAnotherName);
        wishes.increment("too-early");
        Told.endOf(place, "too-early")
                .requireError(Reason.BaseNotFound, GET + "get last full backup: no full backup found in storage");

        server.sql("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140))");
        wishes.full("a-older");
        wishes.full("b-newer");
        wishes.full("c-elsewhere", spec -> spec.storageName = "other");
        wishes.full("d-foreign", spec -> spec.clusterName = "market");
        Told older = Told.endOf(place, "a-older").requireSuccess();
        Told newer = Told.endOf(place, "b-newer").requireSuccess();
        Told.endOf(place, "c-elsewhere").requireSuccess();
        Told.endOf(place, "d-foreign").requireSuccess();

        wishes.increment("by-default");
        wishes.increment("by-name", spec -> spec.incrementalBaseBackupName = "a-older");
        Told.endOf(place, "by-default").requireSuccess().requireChildOf(newer, 1);
        assertThat(place.get(PerconaServerMySQLBackup.class, "b-newer")
                        .getMetadata()
                        .getAnnotations())
                .as("a base says so once it has an increment")
                .containsEntry(Names.BASE_BACKUP_ANNOTATION, newer.status.chain.base);
        Told named = Told.endOf(place, "by-name").requireSuccess();
        named.requireChildOf(older, 1);

        delete(place, "b-newer");
        try {
            refusesWrongBases(place, wishes);
            wishes.increment("by-default-again", spec -> spec.incrementalBaseBackupName = "");
            Told.endOf(place, "by-default-again").requireSuccess().requireChildOf(named, 2);
        } finally {
            finalizers(place, "b-newer", List.of());
        }
    }

    private static void withOtherStorage(PerconaServerMySQL cluster) {
        StorageSpec storage = cluster.getSpec().backup.storages.get("s3");
        StorageSpec other = Serialization.clone(storage);
        other.s3.prefix = storage.s3.prefix + "/other";
        cluster.getSpec().backup.storages.put("other", other);
    }

    /** Another cluster for the operator; that the server is the same does not matter here. */
    private static void ofAnotherName(PerconaServerMySQL cluster) {
        cluster.getMetadata().setName("market");
        cluster.getSpec().mysql.statefulSetName = "shop-mysql";
    }

    /** It stays until it is let go. */
    private static void delete(Place place, String backup) {
        finalizers(place, backup, List.of(KEPT));
        place.node
                .client
                .resource(place.get(PerconaServerMySQLBackup.class, backup))
                .delete();
    }

    private static void finalizers(Place place, String backup, List<String> finalizers) {
        place.node
                .client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(place.namespace)
                .withName(backup)
                .edit(found -> {
                    found.getMetadata().setFinalizers(finalizers);
                    return found;
                });
    }

    private static void refusesWrongBases(Place place, Wishes wishes) {
        try (Stored stored = new Stored(place)) {
            Map<String, String> before = stored.objects();
            Map<String, Refusal> refusals = refusals(place, wishes);
            refusals.forEach((name, refusal) -> wishes.increment(name, spec -> {
                spec.incrementalBaseBackupName = refusal.base;
                spec.storageName = refusal.storage;
            }));

            refusals.forEach((name, refusal) -> {
                Told told = Told.endOf(place, name);
                told.requireError(refusal.reason, refusal.text);
                assertThat(told.status.destination).isNull();
                assertThat(told.find(Names.LEASE_CONDITION)).isEmpty();
            });

            assertThat(stored.objects()).isEqualTo(before);
            assertThat(place.node
                            .client
                            .resources(Job.class)
                            .inNamespace(place.namespace)
                            .list()
                            .getItems())
                    .extracting(job -> job.getMetadata().getName())
                    .doesNotContainAnyElementsOf(refusals.keySet().stream()
                            .map(name -> Names.backupJob(name, "s3"))
                            .toList());
        }
        assertThatException()
                .isThrownBy(() -> wishes.full("a-full-one", spec -> spec.incrementalBaseBackupName = "a-older"))
                .withMessageContaining(
                        "Invalid configuration: incrementalBaseBackupName is only allowed for incremental backups");
    }

    private record Refusal(String base, String storage, Reason reason, String text) {}

    private static Map<String, Refusal> refusals(Place place, Wishes wishes) {
        Map<String, Refusal> all = new LinkedHashMap<>();
        all.put(
                "of-none",
                new Refusal(
                        "nobody",
                        "s3",
                        Reason.BaseNotFound,
                        GET + "get backup " + place.namespace
                                + "/nobody: perconaservermysqlbackups.ps.percona.com \"nobody\" not found"));
        all.put(
                "of-an-increment",
                new Refusal("by-name", "s3", Reason.BaseNotFull, GET + "specified base backup is not a full backup"));
        all.put(
                "of-a-refused-one",
                new Refusal("too-early", "s3", Reason.BaseNotFull, GET + "specified base backup is not a full backup"));
        all.put(
                "of-a-failed-one",
                new Refusal("failed", "s3", Reason.BaseNotSucceeded, PREFIX + "base backup is not succeeded"));
        String storages = PREFIX + "base backup has different storage than the incremental backup";
        all.put("from-elsewhere", new Refusal("c-elsewhere", "s3", Reason.BaseOnOtherStorage, storages));
        all.put("to-elsewhere", new Refusal("a-older", "other", Reason.BaseOnOtherStorage, storages));
        all.put(
                "of-a-foreign-one",
                new Refusal(
                        "d-foreign",
                        "s3",
                        Reason.BaseOfOtherCluster,
                        PREFIX + "base backup is of cluster market, not shop"));
        all.put(
                "of-one-that-goes",
                new Refusal("b-newer", "s3", Reason.BackupBeingDeleted, PREFIX + "base backup is being deleted"));
        wishes.full("failed", spec -> spec.storageName = "nowhere");
        Told.endOf(place, "failed")
                .requireError(
                        Reason.StorageNotFound,
                        "nowhere not found in spec.backup.storages in PerconaServerMySQL CustomResource");
        return all;
    }
}
