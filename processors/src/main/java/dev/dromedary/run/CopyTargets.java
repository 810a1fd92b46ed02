package dev.dromedary.run;

import java.util.List;

/**
 * The other storages of a backup, in their order.
 *
 * @param required how many of them have to be complete for the backup to succeed
 */
public record CopyTargets(List<CopyTarget> all, int required) {
    public CopyTargets {
        all = List.copyOf(all);
    }
}
