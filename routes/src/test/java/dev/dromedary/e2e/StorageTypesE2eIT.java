package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.app.DeployFiles;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chains in storages of each type that is no S3, by runs in pods; one type is a file of the user's own. */
@EndToEnd("shop")
class StorageTypesE2eIT {
    private static final String ROUTES = "dromedary-routes";
    private static final String FILE = "storage-house.camel.yaml";

    private Place place;
    private Wishes wishes;
    private Server server;

    @Test
    void aChainIsTakenAndRestoredThroughEachType(Installation installation) throws Exception {
        place = installation.place("shop");
        wishes = new Wishes(place);
        secret(
                "azure",
                Map.of(
                        "AZURE_STORAGE_ACCOUNT_NAME",
                        System.getenv("TESTBED_AZURE_ACCOUNT"),
                        "AZURE_STORAGE_ACCOUNT_KEY",
                        System.getenv("TESTBED_AZURE_KEY")));
        secret(
                "sftp",
                Map.of(
                        "username",
                        System.getenv("TESTBED_SFTP_USER"),
                        "privateKey",
                        Files.readString(Path.of(System.getenv("TESTBED_SFTP_KEY"))),
                        "knownHosts",
                        knownHosts()));
        server = place.setUp(
                "mariadb", cluster -> cluster.getSpec().backup.storages.putAll(storages()));
        server.sql("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY, type VARCHAR(140))");

        for (String storage : List.of("azure", "gcs", "sftp")) {
            chain(storage);
            // All but the swap, which knows nothing of storages.
            restore(storage + "-more", RestoreTarget.VERIFY);
        }

        copiesAreThereAndAreCompletedOnDemand();
        whatIsStoredIsVerified();
        aChainGoesFromTheStorageWhoseRulesDoNotKeepIt();

        wishes.full("refused", spec -> spec.storageName = "house");
        Told.endOf(place, "refused")
                .requireError(
                        Reason.StorageTypeUnknown,
                        "failed to prepare backup job: get backup destination: storage type house is not supported");
        String ours = Files.readString(DeployFiles.FOLDER.resolveSibling("routes/storage-s3.camel.yaml"));
        routes(ours.replace("aws2-s3:", "tape:").replace("id: storage-s3", "id: storage-house"));
        wishes.full("wrong", spec -> spec.storageName = "house");
        assertThat(Told.endOf(place, "wrong").condition("Ready").getMessage())
                .startsWith("route file /dromedary/routes/" + FILE + ", line ");
        routes(ours.replace("id: storage-s3", "id: storage-house"));
        chain("house");
        List<String> before = server.checksums("shop");
        server.sql("DELETE FROM shop.orders");
        restore("house-more", RestoreTarget.IN_PLACE);
        assertThat(server.checksums("shop")).isEqualTo(before);
    }

    private void copiesAreThereAndAreCompletedOnDemand() {
        assertThat(Told.endOf(place, "azure-more").status.copies)
                .extracting(copy -> copy.storageName, copy -> copy.state)
                .containsExactly(tuple("gcs", CopyState.COMPLETE), tuple("sftp", CopyState.COMPLETE));
        annotate("azure-more", Names.COPY_ANNOTATION, "again");
        // They are taken for incomplete until they were looked at.
        place.node.await(
                place.get(PerconaServerMySQLBackup.class, "azure-more"),
                found -> "again".equals(found.getStatus().copyRequested)
                        && condition(found, "Copied").getStatus().equals("True"));
    }

    private void whatIsStoredIsVerified() {
        annotate("azure-more", Names.VERIFY_ANNOTATION, "deep");
        PerconaServerMySQLBackup verified = place.node.await(
                place.get(PerconaServerMySQLBackup.class, "azure-more"),
                found -> condition(found, "Verified") != null
                        && !condition(found, "Verified").getStatus().equals("Unknown"));
        assertThat(condition(verified, "Verified").getReason()).isEqualTo("Verified");
    }

    private void aChainGoesFromTheStorageWhoseRulesDoNotKeepIt() {
        wishes.full("azure-again", spec -> spec.storageName = "azure");
        Told.endOf(place, "azure-again").requireSuccess();
        place.node.client.resource(place.get(PerconaServerMySQL.class, "shop")).edit(cluster -> {
            cluster.getSpec().backup.storages.get("azure").retention = new RetentionPolicy();
            cluster.getSpec().backup.storages.get("azure").retention.keepLast = 1;
            return cluster;
        });
        for (String backup : List.of("azure-more", "azure-base")) {
            PerconaServerMySQLBackup gone = place.node.await(
                    place.get(PerconaServerMySQLBackup.class, backup),
                    found -> found.getStatus().storageState == CopyState.REMOVED);
            assertThat(condition(gone, "RemovedFrom").getMessage())
                    .matches("it was removed from azure: \\d+ objects are gone; it stays in gcs, sftp");
            assertThat(gone.getStatus().copies).allMatch(copy -> copy.state == CopyState.COMPLETE);
        }
        assertThat(place.get(PerconaServerMySQLBackup.class, "azure-again").getStatus().storageState)
                .isNull();
        restore("copy-of-azure-more", "azure-more", RestoreTarget.VERIFY);
    }

    private void annotate(String backup, String annotation, String value) {
        place.node
                .client
                .resource(place.get(PerconaServerMySQLBackup.class, backup))
                .edit(found -> {
                    found.getMetadata().getAnnotations().put(annotation, value);
                    return found;
                });
    }

    private static Condition condition(PerconaServerMySQLBackup backup, String type) {
        return backup.getStatus().conditions.stream()
                .filter(each -> each.getType().equals(type))
                .findFirst()
                .orElse(null);
    }

    private void chain(String storage) {
        String base = storage + "-base";
        String more = storage + "-more";
        server.sql("INSERT INTO shop.orders SELECT IFNULL(MAX(id), 0) + 1, '" + storage + "' FROM shop.orders");
        wishes.full(base, spec -> spec.storageName = storage);
        Told full = Told.endOf(place, base).requireSuccess();
        server.sql("INSERT INTO shop.orders SELECT MAX(id) + 1, '" + storage + "' FROM shop.orders");
        wishes.increment(more, spec -> {
            spec.storageName = storage;
            spec.incrementalBaseBackupName = base;
        });
        Told.endOf(place, more).requireSuccess().requireChildOf(full, 1);
    }

    private void restore(String backup, RestoreTarget target) {
        restore("from-" + backup, backup, target);
    }

    private void restore(String name, String backup, RestoreTarget target) {
        place.apply("mariadb/restore.yaml", PerconaServerMySQLRestore.class, restore -> {
            restore.getMetadata().setName(name);
            restore.getSpec().backupName = backup;
            restore.getSpec().target = target;
        });
        PerconaServerMySQLRestore restore = place.awaitRestore(name);
        assertThat(Place.state(restore))
                .as(restore.getStatus().stateDescription)
                .isEqualTo(RestoreState.SUCCEEDED);
    }

    private Map<String, StorageSpec> storages() {
        // language=yaml
        String storages = """
                azure:
                  type: azure
                  copies: [gcs, sftp]
                  azure:
                    container: backups
                    prefix: %1$s
                    endpointUrl: http://azurite.stores:10000/devstoreaccount1
                    credentialsSecret: azure
                gcs:
                  type: gcs
                  gcs: {bucket: backups, prefix: %1$s, endpointUrl: "http://gcs.stores:4443"}
                sftp:
                  type: sftp
                  credentialsSecret: sftp
                  options: {host: sftp.stores, directory: /backups}
                house:
                  type: house
                  credentialsSecret: shop-s3
                  options: {bucket: backups/%1$s, endpointUrl: "http://minio.stores:9000"}
                """.formatted(place.namespace);
        return Serialization.unmarshal(storages, Storages.class);
    }

    /** What YAML makes of a cluster's storages. */
    private static final class Storages extends java.util.TreeMap<String, StorageSpec> {}

    private void secret(String name, Map<String, String> values) {
        place.node
                .client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(place.namespace)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    private void routes(String file) {
        place.node.apply(new ConfigMapBuilder()
                .withNewMetadata()
                .withName(ROUTES)
                .withNamespace(place.namespace)
                .endMetadata()
                .addToData(FILE, file)
                .build());
    }

    /** As a user asks for it, under the name that pods know the server by. */
    private static String knownHosts() throws Exception {
        String[] address = System.getenv("TESTBED_SFTP").split(":", 2);
        return Command.run(Path.of("."), "ssh-keyscan", "-t", "ed25519", "-p", address[1], address[0])
                .replaceAll("(?m)^#.*\n?", "")
                .replaceAll("(?m)^\\S+", "sftp.stores");
    }
}
