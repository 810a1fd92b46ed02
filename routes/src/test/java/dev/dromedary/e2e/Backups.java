package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** The backups of a place, as its user takes and deletes them. */
final class Backups {
    private final Place place;
    private final String engine;
    private final List<String> finalizers;

    private Backups(Place place, String engine, List<String> finalizers) {
        this.place = place;
        this.engine = engine;
        this.finalizers = finalizers;
    }

    /** Whose objects go with the resource. */
    static Backups of(Place place, String engine) {
        return new Backups(place, engine, List.of(Names.DELETE_BACKUP_FINALIZER));
    }

    /** Whose objects stay when the resource goes. */
    static Backups kept(Place place, String engine) {
        return new Backups(place, engine, List.of());
    }

    /** Takes a full backup, and waits until it is there. */
    PerconaServerMySQLBackup full(String name) {
        return take("full.yaml", name);
    }

    /** Takes an increment of the newest chain, and waits until it is there. */
    PerconaServerMySQLBackup increment(String name) {
        return take("increment.yaml", name);
    }

    private PerconaServerMySQLBackup take(String example, String name) {
        begin(example, name);
        PerconaServerMySQLBackup backup = place.await(name);
        assertThat(Place.state(backup)).as(backup.getStatus().stateDescription).isEqualTo(BackupState.SUCCEEDED);
        return backup;
    }

    /** Asks for a backup, and returns at once. */
    void begin(String example, String name) {
        place.apply(engine + "/" + example, PerconaServerMySQLBackup.class, backup -> {
            backup.getMetadata().setName(name);
            backup.getMetadata().setFinalizers(finalizers);
        });
    }

    void delete(String... names) {
        for (String name : names) {
            place.node
                    .client
                    .resource(place.get(PerconaServerMySQLBackup.class, name))
                    .delete();
        }
    }

    void annotate(String name, String key, String value) {
        place.node
                .client
                .resource(place.get(PerconaServerMySQLBackup.class, name))
                .edit(backup -> {
                    backup.getMetadata().getAnnotations().put(key, value);
                    return backup;
                });
    }

    /** Waits until a backup that is being deleted says this of its objects. */
    PerconaServerMySQLBackup awaitReason(String name, String reason) {
        return place.node.await(place.get(PerconaServerMySQLBackup.class, name), backup -> removed(backup)
                .filter(condition -> condition.getStatus().equals("False")
                        && condition.getReason().equals(reason))
                .isPresent());
    }

    /** What a backup that is being deleted says of its objects. */
    static Optional<Condition> removed(PerconaServerMySQLBackup backup) {
        return backup.getStatus().conditions.stream()
                .filter(condition -> condition.getType().equals("ObjectsRemoved"))
                .findFirst();
    }
}
