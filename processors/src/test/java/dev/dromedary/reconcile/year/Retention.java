package dev.dromedary.reconcile.year;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.time.Instant;
import java.util.List;

/** What removes backups in the simulated year, after each look of the operator. */
interface Retention {
    /** Those that go now. */
    List<PerconaServerMySQLBackup> removable(YearCluster world);

    /** Whatever ended and was made more than forty days ago: enough to keep lists short. */
    Retention SIMPLE = world -> world.backups.size() < 30
            ? List.of()
            : world.backups.stream()
                    .filter(backup -> backup.getStatus().stateOrNew().terminal())
                    .filter(backup -> Instant.parse(backup.getMetadata().getCreationTimestamp())
                            .isBefore(world.clock().minusSeconds(40 * 86_400)))
                    .toList();
}
