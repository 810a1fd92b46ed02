package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RestoreState;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All resources are lost, the bucket is not: they are rebuilt from the manifests. */
class ImportIT {
    private static List<PerconaServerMySQLBackup> backups(Resources resources) {
        return OpenFolder.look(resources.folder())
                .list(new ResourceList("PerconaServerMySQLBackup", "default"))
                .stream()
                .map(PerconaServerMySQLBackup.class::cast)
                .toList();
    }

    /** The cluster, with its backups to be imported. */
    private static Product anew(KillPlace place, Resources resources, Path work) throws Exception {
        resources.cluster(place.place().server(), place.place().storage(), (Path) null);
        Path file = resources.folder().resolve(Resources.CLUSTER + ".yaml");
        Files.writeString(file, Files.readString(file).replace("  backup:\n", "  backup:\n    import: true\n"));
        return new Product(resources, work);
    }

    @Test
    void backupsAreRebuiltRestoredExtendedAndDeleted(@TempDir Path folder) throws Exception {
        try (KillPlace place = KillPlace.create(folder)) {
            place.place().resources().full("full");
            place.workOff();
            place.change();
            place.place().resources().increment("increment");
            place.workOff();
            List<String> stored = place.place().server().checksums();
            place.change();
            Resources resources = new Resources(folder.resolve("anew"));
            Product product = anew(place, resources, folder.resolve("work-anew"));

            Product.Outcome outcome = product.once();

            assertThat(outcome.exit()).as(outcome.log()).isZero();
            List<PerconaServerMySQLBackup> made = backups(resources);
            assertThat(made).hasSize(2).allSatisfy(backup -> {
                assertThat(backup.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
                assertThat(backup.getStatus().size).isPositive();
            });
            PerconaServerMySQLBackup base = made.get(0);
            PerconaServerMySQLBackup tip = made.get(1);
            var before = place.place().resources().backup("increment").getStatus();
            assertThat(tip.getStatus())
                    .returns(before.destination, status -> status.destination)
                    .returns(before.fromLsn, status -> status.fromLsn)
                    .returns(before.toLsn, status -> status.toLsn)
                    .returns(before.completed, status -> status.completed)
                    .returns(before.size, status -> status.size)
                    .returns(1, status -> status.chain.position);

            assertThat(product.once().exit()).as("once more").isZero();
            assertThat(backups(resources)).usingRecursiveComparison().isEqualTo(made);

            resources.increment("more");
            outcome = product.once();
            assertThat(outcome.exit()).as(outcome.log()).isZero();
            assertThat(resources.backup("more").getStatus().fromLsn).isEqualTo(tip.getStatus().toLsn);
            assertThat(resources.backup("more").getStatus().chain.position).isEqualTo(2);

            resources.restore("back", tip.getMetadata().getName());
            assertThat(product.once().exit()).isZero();
            assertThat(resources.restore("back").getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
            assertThat(place.place().server().checksums()).isEqualTo(stored);

            // What is imported is deleted as if it had been taken for this resource.
            finalizer(resources, base);
            finalizer(resources, tip);
            assertThat(product.once().exit()).isZero();
            resources.takeOut(base.getMetadata().getName(), tip.getMetadata().getName(), "more", "back");
            outcome = product.once();
            assertThat(outcome.exit()).as(outcome.log()).isZero();
            assertThat(KillPlace.entries(place.place().storage()).stream()
                            .filter(entry -> !entry.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    private static void finalizer(Resources resources, PerconaServerMySQLBackup backup) throws Exception {
        Path file = resources.folder().resolve(backup.getMetadata().getName() + ".yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("metadata:\n", "metadata:\n  finalizers: [percona.com/delete-backup]\n"));
    }
}
