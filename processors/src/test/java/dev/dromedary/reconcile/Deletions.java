package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.Condition;

/** A base that is to be deleted, with what may hang on it. */
final class Deletions {
    final World world = new World();
    final PerconaServerMySQLBackup base = world.base("base", "2024-06-14T00:30:00Z");

    Decision decide(PerconaServerMySQLBackup backup) {
        return world.decideDeletion(backup).orElseThrow();
    }

    /** How far the removal of a backup's objects is. */
    static Condition removed(PerconaServerMySQLBackup backup) {
        return Conditions.find(backup.getStatus().conditions, "ObjectsRemoved").orElseThrow();
    }
}
