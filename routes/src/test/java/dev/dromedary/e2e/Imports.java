package dev.dromedary.e2e;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.util.List;

/** Has the operator look which backups the bucket of a place holds, over and over if it is told to. */
final class Imports {
    private final Place place;
    private final Wishes wishes;

    Imports(Place place) {
        this(place, "mariadb");
    }

    Imports(Place place, String engine) {
        this.place = place;
        wishes = new Wishes(place, engine);
    }

    /**
     * The backups of a place once all in its bucket have a resource.
     *
     * @param prefix in the bucket
     */
    List<PerconaServerMySQLBackup> from(String prefix) {
        look(prefix, null);
        place.node.await(
                cluster(),
                cluster -> cluster.getStatus().backup == null
                        || cluster.getStatus().backup.imported.isEmpty());
        look(prefix, true);
        place.node.await(
                cluster(),
                cluster -> cluster.getStatus().backup != null
                        && cluster.getStatus().backup.imported.equals(List.of("s3")));
        return place.node
                .client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(place.namespace)
                .list()
                .getItems();
    }

    private void look(String prefix, Boolean wanted) {
        wishes.cluster(cluster -> {
            cluster.getSpec().backup.storages.get("s3").s3.prefix = prefix;
            cluster.getSpec().backup.importBackups = wanted;
        });
    }

    private PerconaServerMySQL cluster() {
        return place.get(PerconaServerMySQL.class, "shop");
    }
}
