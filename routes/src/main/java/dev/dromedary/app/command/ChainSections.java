package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.app.InProcess;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.reconcile.ChainEntries;
import dev.dromedary.reconcile.StorageDescriptions;
import dev.dromedary.reconcile.StoredPlace;
import dev.dromedary.status.BackupException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The chains of a place: as the storages tell where its storages can be read, and as the resources tell elsewhere. */
final class ChainSections {
    private static final String NOT_READ = "what is stored was not looked at";

    private final Place place;
    private final String wanted;
    private final List<ChainSection> sections = new ArrayList<>();

    /** @param wanted the cluster; null for all */
    private ChainSections(Place place, String wanted) {
        this.place = place;
        this.wanted = wanted;
    }

    static List<ChainSection> of(Place place, String wanted) {
        ChainSections all = new ChainSections(place, wanted);
        if (place instanceof BucketPlace bucket) {
            all.bucket(bucket);
        } else {
            all.resources();
        }
        return all.sections;
    }

    private void bucket(BucketPlace bucket) {
        Catalogue whole = bucket.catalogue();
        var clusters = new TreeSet<String>();
        whole.found().forEach(found -> clusters.add(found.manifest().owner().cluster()));
        whole.unreadable().keySet().forEach(destination -> clusters.add(clusterOf(destination)));
        clusters.stream()
                .filter(cluster -> wanted == null || wanted.equals(cluster))
                .forEach(cluster -> sections.add(ChainSection.of(
                        cluster,
                        bucket.file().name(),
                        ChainEntries.of(only(whole, cluster), List.of(), each -> false),
                        null)));
    }

    /** Empty where its name does not tell. */
    private static String clusterOf(String destination) {
        return BackupNames.clusterOf(destination).orElse("");
    }

    private static Catalogue only(Catalogue whole, String cluster) {
        Map<String, BackupException> unreadable = new LinkedHashMap<>(whole.unreadable());
        unreadable.keySet().removeIf(destination -> !cluster.equals(clusterOf(destination)));
        return new Catalogue(
                whole.found().stream()
                        .filter(found -> cluster.equals(found.manifest().owner().cluster()))
                        .toList(),
                unreadable);
    }

    private void resources() {
        List<PerconaServerMySQLBackup> backups = place.backups();
        var clusters = new TreeSet<String>();
        place.list(ResourceKind.CLUSTERS, place.namespace())
                .forEach(each -> clusters.add(each.getMetadata().getName()));
        backups.forEach(backup -> clusters.add(backup.getSpec().clusterName));
        for (String cluster : clusters) {
            if (wanted == null || wanted.equals(cluster)) {
                List<PerconaServerMySQLBackup> left = new ArrayList<>(backups.stream()
                        .filter(backup -> cluster.equals(backup.getSpec().clusterName))
                        .toList());
                place.storages().ifPresent(storages -> stored(cluster, left, storages));
                told(cluster, left);
            }
        }
    }

    /** Takes out of the backups those that are told of. */
    private void stored(String cluster, List<PerconaServerMySQLBackup> left, InProcess storages) {
        Map<String, StorageSpec> known = place.findCluster(cluster)
                .map(PerconaServerMySQL::getSpec)
                .map(spec -> spec.backup)
                .map(section -> section.storages)
                .orElseGet(Map::of);
        List<PerconaServerMySQLBackup> all = List.copyOf(left);
        List<StorageSpec> seen = new ArrayList<>();
        known.forEach((name, storage) -> {
            if (seen.stream().noneMatch(other -> StorageDescriptions.same(other, storage))) {
                seen.add(storage);
                Predicate<PerconaServerMySQLBackup> here = backup -> StoredPlace.nearest(backup)
                        .filter(place -> place.in(storage))
                        .isPresent();
                ChainSection section = section(cluster, name, storage, all, here, storages);
                left.removeIf(here);
                if (!section.trees().isEmpty() || section.unread() != null) {
                    sections.add(section);
                }
            }
        });
    }

    private ChainSection section(
            String cluster,
            String name,
            StorageSpec storage,
            List<PerconaServerMySQLBackup> all,
            Predicate<PerconaServerMySQLBackup> here,
            InProcess storages) {
        try {
            Catalogue catalogue = only(Stored.catalogue(storages, place.namespace(), storage), cluster);
            return ChainSection.of(cluster, name, ChainEntries.of(catalogue, all, here), null);
        } catch (BackupException e) {
            return ChainSection.of(
                    cluster, name, ChainEntries.of(all.stream().filter(here).toList()), e.describe());
        }
    }

    private void told(String cluster, List<PerconaServerMySQLBackup> left) {
        while (!left.isEmpty()) {
            PerconaServerMySQLBackup first = left.getFirst();
            Predicate<PerconaServerMySQLBackup> same =
                    other -> StorageDescriptions.same(other.getStatus().storage, first.getStatus().storage)
                            || (other.getStatus().storage == null
                                    && other.getSpec().storageName.equals(first.getSpec().storageName));
            sections.add(ChainSection.of(
                    cluster,
                    first.getSpec().storageName,
                    ChainEntries.of(left.stream().filter(same).toList()),
                    NOT_READ));
            left.removeIf(same);
        }
    }
}
