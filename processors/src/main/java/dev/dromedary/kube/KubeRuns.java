package dev.dromedary.kube;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.run.StoredBackup;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Runs as Jobs: launched, followed, ended and dropped. What a run answers is read from its pod and written to its Job, so
 * that the pod may go at once: a finished pod keeps hold of its claim.
 */
public final class KubeRuns {
    private final RunStore store;
    private final JobCalls calls;
    private final RunLaunch launch;
    private final WrittenJobs jobs;
    private final BiConsumer<ResourceKey, Duration> wake;
    private final RunLook look;

    /**
     * The runs that this API server keeps.
     *
     * @param members where the data of servers is
     */
    public static KubeRuns of(
            KubernetesClient client,
            Watches watches,
            KubeResources resources,
            KubeMembers members,
            RunSettings settings,
            InstantSource clock) {
        return new KubeRuns(
                RunStore.of(watches),
                new JobCalls(client),
                new RunContexts(resources::get, members::place),
                watches::wake,
                settings,
                clock);
    }

    /** @param wake has a resource looked at after a while, though nothing changed */
    KubeRuns(
            RunStore store,
            JobCalls calls,
            RunContexts contexts,
            BiConsumer<ResourceKey, Duration> wake,
            RunSettings settings,
            InstantSource clock) {
        this.store = store;
        this.calls = calls;
        this.wake = wake;
        this.jobs = new WrittenJobs(store, clock);
        this.look = new RunLook(store, calls, jobs, wake, settings, clock);
        this.launch = new RunLaunch(calls, contexts, jobs, settings);
    }

    /** Makes the Job of a run, unless it is there. A Job that the API server refuses is a run that ended. */
    public void launch(RunSpecification run) {
        if (run.kind() == RunKind.SETTLE && atWork(run)) {
            // Its end will be told; what it is writing must not be taken for the leftovers of a lost run.
            return;
        }
        if (!launch.launch(run)) {
            // Nothing of it is there to tell of its end.
            wake.accept(owner(run), Duration.ZERO);
        }
    }

    private static ResourceKey owner(RunSpecification run) {
        String namespace = run.owner().namespace();
        if (run.kind() == RunKind.IMPORT) {
            return new ResourceKey("PerconaServerMySQL", namespace, run.owner().cluster());
        }
        String kind = run.kind().ofBackup() ? "PerconaServerMySQLBackup" : "PerconaServerMySQLRestore";
        return new ResourceKey(kind, namespace, run.owner().name());
    }

    private boolean atWork(RunSpecification settle) {
        String backup = RunSpecification.nameOf(RunKind.BACKUP, settle.type(), settle.owner());
        return store.pods(backup).stream().anyMatch(pod -> !RunEnd.over(pod));
    }

    /** The run as it is now. What an ended one answered is kept with its Job from then on. */
    public RunView follow(String run) {
        Optional<RunView> refused = launch.refusal(run).map(result -> new RunView(Phase.ENDED, null, result));
        return refused.or(() -> jobs.of(run).map(job -> look.of(run, job))).orElseGet(() -> look.withoutJob(run));
    }

    /**
     * What a run that has ended has found.
     *
     * @throws BackupException {@code RunLost} if its log is not whole any more
     */
    public List<StoredBackup> found(String run) {
        return jobs.of(run).map(calls::found).orElse(List.of());
    }

    /** Tells the run to stop; its Job stays and says that it was ended. */
    public void cancel(String run) {
        jobs.of(run).filter(job -> !RunEnd.finished(job)).ifPresent(calls::end);
    }

    /** Drops a run that has ended, so that it can be launched again. */
    public void forget(String run) {
        launch.forget(run);
        jobs.of(run).ifPresent(calls::delete);
        jobs.remove(run);
    }
}
