package dev.dromedary.app;

import dev.dromedary.local.HostServer;
import dev.dromedary.local.LocalRuns;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.restore.DataDirectoryLock;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.step.ClaimDestination;
import dev.dromedary.step.CleanUpFailure;
import dev.dromedary.step.DecideBackup;
import dev.dromedary.step.DecideRestore;
import dev.dromedary.step.DeleteBackup;
import dev.dromedary.step.FeedingExecutor;
import dev.dromedary.step.FetchParts;
import dev.dromedary.step.FinishResource;
import dev.dromedary.step.HashPart;
import dev.dromedary.step.IdentifyServer;
import dev.dromedary.step.LinkLsn;
import dev.dromedary.step.OpenRun;
import dev.dromedary.step.OpenWorkplace;
import dev.dromedary.step.PlanRestore;
import dev.dromedary.step.Platform;
import dev.dromedary.step.PrepareChain;
import dev.dromedary.step.PumpParts;
import dev.dromedary.step.ReadChain;
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
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** The objects that route files name. A step has the name of its class, in lower case with dashes. */
final class Beans {
    private Beans() {}

    static void bind(CamelContext context, OpenFolder folder, LocalRuns runs, Clock clock) {
        Settings settings = new Settings(context);
        local(context.getRegistry(), settings, folder, runs);
        operator(context, settings, clock);
        worker(context, settings, folder, runs, clock);
    }

    private static void local(Registry registry, Settings settings, OpenFolder folder, LocalRuns runs) {
        registry.bind("folder-resources", folder.resources());
        registry.bind("folder-leases", folder.leases());
        registry.bind("folder-events", folder.events());
        registry.bind("local-runs", runs);
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

    private static void operator(CamelContext context, Settings settings, Clock clock) {
        Registry registry = context.getRegistry();
        Platform platform = new Platform(context.createProducerTemplate());
        registry.bind("watch-resources", new WatchResources(platform));
        registry.bind("decide-backup", new DecideBackup(platform, settings.retries(), clock));
        registry.bind("decide-restore", new DecideRestore(platform, clock));
        registry.bind("finish-resource", new FinishResource());
    }

    private static void worker(
            CamelContext context, Settings settings, OpenFolder folder, LocalRuns runs, Clock clock) {
        Registry registry = context.getRegistry();
        WorkDirectories directories = new WorkDirectories(settings.folder("dromedary.work.directory"));
        registry.bind("open-run", new OpenRun(new Storages(context), folder::secrets, clock));
        registry.bind("clean-up-failure", new CleanUpFailure(directories));
        registry.bind("read-chain", new ReadChain());
        backup(context, settings, directories, runs, clock);
        registry.bind("plan-restore", new PlanRestore());
        registry.bind("open-workplace", new OpenWorkplace(directories));
        registry.bind("fetch-parts", new FetchParts(settings.number("dromedary.part.fetch-ahead")));
        registry.bind("unpack-ahead", new UnpackAhead(context.createProducerTemplate()));
        registry.bind("unpack-member", new UnpackMember());
        registry.bind("prepare-chain", new PrepareChain());
        registry.bind("feeding-executor", new FeedingExecutor());
        registry.bind("swap-data", new SwapData(directories));
        registry.bind("delete-backup", new DeleteBackup());
    }

    private static void backup(
            CamelContext context, Settings settings, WorkDirectories directories, LocalRuns runs, Clock clock) {
        Registry registry = context.getRegistry();
        registry.bind("identify-server", new IdentifyServer(settings.time("dromedary.server.timeout")));
        registry.bind("link-lsn", new LinkLsn());
        registry.bind("claim-destination", new ClaimDestination());
        registry.bind("write-backup-command", new WriteBackupCommand(directories));
        registry.bind("streaming-executor", new StreamingExecutor());
        registry.bind(
                "pump-parts",
                new PumpParts(
                        context.createProducerTemplate(),
                        settings.pump(),
                        directories,
                        ProgressLine.before(runs::report, clock.getZone())));
        registry.bind("hash-part", new HashPart());
        registry.bind("seal-manifest", new SealManifest(clock));
        registry.bind("settle-backup", new SettleBackup(directories));
    }
}
