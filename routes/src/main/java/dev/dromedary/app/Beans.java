package dev.dromedary.app;

import dev.dromedary.local.HostMembers;
import dev.dromedary.local.HostServer;
import dev.dromedary.local.LocalRuns;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.restore.DataDirectoryLock;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.step.ClaimDestination;
import dev.dromedary.step.CleanUpFailure;
import dev.dromedary.step.CompleteCopies;
import dev.dromedary.step.CopyPart;
import dev.dromedary.step.DecideBackup;
import dev.dromedary.step.DecideCluster;
import dev.dromedary.step.DecideImport;
import dev.dromedary.step.DecidePrune;
import dev.dromedary.step.DecideRestore;
import dev.dromedary.step.DecideSchedules;
import dev.dromedary.step.DeleteBackup;
import dev.dromedary.step.FeedingExecutor;
import dev.dromedary.step.FetchParts;
import dev.dromedary.step.FindBackups;
import dev.dromedary.step.FindSealed;
import dev.dromedary.step.FinishResource;
import dev.dromedary.step.HashPart;
import dev.dromedary.step.IdentifyServer;
import dev.dromedary.step.InspectChain;
import dev.dromedary.step.LinkLsn;
import dev.dromedary.step.OpenRun;
import dev.dromedary.step.OpenWorkplace;
import dev.dromedary.step.PlanRestore;
import dev.dromedary.step.Platform;
import dev.dromedary.step.PrepareChain;
import dev.dromedary.step.ProgressMeter;
import dev.dromedary.step.PumpParts;
import dev.dromedary.step.ReadChain;
import dev.dromedary.step.RemoveFromStorage;
import dev.dromedary.step.RequireTip;
import dev.dromedary.step.SealManifest;
import dev.dromedary.step.SettleBackup;
import dev.dromedary.step.Storages;
import dev.dromedary.step.StreamingExecutor;
import dev.dromedary.step.SwapData;
import dev.dromedary.step.UnpackAhead;
import dev.dromedary.step.UnpackMember;
import dev.dromedary.step.WatchResources;
import dev.dromedary.step.WorkDirectories;
import dev.dromedary.step.WriteBackupCommand;
import dev.dromedary.storage.Secrets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** The objects that route files name. A step has the name of its class, in lower case with dashes. */
final class Beans {
    private Beans() {}

    /** @param wake has the folder looked at */
    static void bind(CamelContext context, OpenFolder folder, LocalRuns runs, Runnable wake, Clock clock) {
        Settings settings = new Settings(context);
        local(context.getRegistry(), settings, folder, runs);
        operator(context, settings, cluster -> wake.run(), clock);
        worker(context, settings, folder::secrets, ProgressLine.before(runs::report, clock.getZone()), clock);
    }

    private static void local(Registry registry, Settings settings, OpenFolder folder, LocalRuns runs) {
        registry.bind("folder-resources", folder.resources());
        registry.bind("folder-leases", folder.leases());
        registry.bind("folder-events", folder.events());
        registry.bind("local-runs", runs);
        registry.bind("host-members", new HostMembers());
        registry.bind(
                "local-server",
                new HostServer(
                        folder.serverLog(),
                        folder::secrets,
                        Beans::inUse,
                        settings.time("dromedary.server.action-timeout")));
    }

    private static boolean inUse(Path dataDirectory) {
        try (DataDirectoryLock free = DataDirectoryLock.take(dataDirectory)) {
            return free == null;
        } catch (BackupException e) {
            if (e.reason() == Reason.ServerNotStopped) {
                return true;
            }
            throw e;
        }
    }

    /**
     * What decides, whatever the platform.
     *
     * @param ring has a cluster looked at
     */
    static void operator(CamelContext context, Settings settings, Consumer<ResourceKey> ring, Clock clock) {
        Registry registry = context.getRegistry();
        Platform platform = new Platform(context.createProducerTemplate());
        registry.bind("watch-resources", new WatchResources(platform));
        registry.bind("decide-backup", new DecideBackup(platform, settings.retries(), clock));
        registry.bind(
                "decide-restore", new DecideRestore(platform, clock, settings.time("dromedary.server.action-timeout")));
        registry.bind("decide-cluster", new DecideCluster(platform, clock));
        registry.bind("decide-import", new DecideImport(platform, settings.retries(), clock));
        registry.bind("decide-schedules", new DecideSchedules(platform, clock, QuartzAlarm.in(context, ring)));
        registry.bind("decide-prune", new DecidePrune(platform, clock));
        registry.bind("finish-resource", new FinishResource());
    }

    /**
     * What a run needs, whatever the platform.
     *
     * @param secrets answers the secrets of a namespace
     * @param progress takes in how far a run is
     */
    static void worker(
            CamelContext context,
            Settings settings,
            Function<String, Secrets> secrets,
            ProgressMeter.Sink progress,
            Clock clock) {
        Registry registry = context.getRegistry();
        WorkDirectories directories = new WorkDirectories(settings.folder("dromedary.work.directory"));
        registry.bind(
                "open-run",
                new OpenRun(new Storages(context), secrets, clock, settings.time("dromedary.copy.patience")));
        registry.bind("clean-up-failure", new CleanUpFailure(directories));
        registry.bind("read-chain", new ReadChain());
        backup(context, settings, directories, progress, clock);
        registry.bind("plan-restore", new PlanRestore());
        registry.bind("open-workplace", new OpenWorkplace(directories));
        registry.bind(
                "fetch-parts",
                new FetchParts(settings.number("dromedary.part.fetch-ahead"), settings.number("dromedary.part.size")));
        registry.bind("unpack-ahead", new UnpackAhead(context.createProducerTemplate()));
        registry.bind("unpack-member", new UnpackMember());
        registry.bind("prepare-chain", new PrepareChain());
        registry.bind("feeding-executor", new FeedingExecutor());
        registry.bind("swap-data", new SwapData(directories));
        registry.bind("delete-backup", new DeleteBackup());
        registry.bind("remove-from-storage", new RemoveFromStorage());
        registry.bind("inspect-chain", new InspectChain());
        registry.bind("find-backups", new FindBackups());
        registry.bind("complete-copies", new CompleteCopies(settings.number("dromedary.part.senders")));
    }

    private static void backup(
            CamelContext context,
            Settings settings,
            WorkDirectories directories,
            ProgressMeter.Sink progress,
            Clock clock) {
        Registry registry = context.getRegistry();
        registry.bind("find-sealed", new FindSealed());
        registry.bind("identify-server", new IdentifyServer(settings.time("dromedary.server.timeout")));
        registry.bind("link-lsn", new LinkLsn());
        registry.bind("claim-destination", new ClaimDestination());
        registry.bind("write-backup-command", new WriteBackupCommand(directories));
        registry.bind("streaming-executor", new StreamingExecutor());
        registry.bind(
                "pump-parts", new PumpParts(context.createProducerTemplate(), settings.pump(), directories, progress));
        registry.bind("hash-part", new HashPart());
        registry.bind("copy-part", new CopyPart());
        registry.bind("require-tip", new RequireTip());
        registry.bind("seal-manifest", new SealManifest(clock));
        registry.bind("settle-backup", new SettleBackup(directories));
    }
}
