package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.RunView;
import dev.dromedary.run.StoredBackup;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What is seen of a cluster whose storages may hold backups without resources.
 *
 * @param cluster a copy that the decision may change
 * @param backups all of the namespace
 * @param follow how far a run is, by its name
 * @param found what a run that has ended has found, by its name
 * @param retries the pauses between attempts to look into a storage
 */
public record ImportView(
        PerconaServerMySQL cluster,
        List<PerconaServerMySQLBackup> backups,
        Function<String, RunView> follow,
        Function<String, List<StoredBackup>> found,
        Retries retries,
        Instant now) {}
