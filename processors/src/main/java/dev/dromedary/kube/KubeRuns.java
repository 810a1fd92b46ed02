package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
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
    private final RunSettings settings;
    private final InstantSource clock;
    private final LogProgress progress;

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
        this.settings = settings;
        this.clock = clock;
        this.jobs = new WrittenJobs(store, clock);
        this.progress = new LogProgress(calls::log, settings.progressEvery(), clock);
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
            String kind = run.kind().ofBackup() ? "PerconaServerMySQLBackup" : "PerconaServerMySQLRestore";
            wake.accept(
                    new ResourceKey(kind, run.owner().namespace(), run.owner().name()), Duration.ZERO);
        }
    }

    private boolean atWork(RunSpecification settle) {
        String backup = RunSpecification.name(RunKind.BACKUP, settle.type(), settle.owner());
        return store.pods(backup).stream().anyMatch(pod -> !RunEnd.over(pod));
    }

    /** The run as it is now. What an ended one answered is kept with its Job from then on. */
    public RunView follow(String run) {
        Optional<RunView> refused = launch.refusal(run).map(result -> new RunView(Phase.ENDED, null, result));
        return refused.or(() -> jobs.of(run).map(job -> look(run, job))).orElseGet(() -> withoutJob(run));
    }

    /** A Job may be gone before its pod is. */
    private RunView withoutJob(String run) {
        boolean alive = store.pods(run).stream().anyMatch(pod -> !RunEnd.over(pod));
        return alive ? new RunView(Phase.RUNNING, null, null) : RunView.ABSENT;
    }

    private RunView look(String run, Job job) {
        Optional<RunResult> kept = result(job);
        if (kept.isPresent()) {
            progress.forget(run);
            return new RunView(Phase.ENDED, null, kept.get());
        }
        return RunEnd.finished(job) ? ended(run, job) : active(run, job);
    }

    private static Optional<RunResult> result(Job job) {
        return Optional.ofNullable(job.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.RESULT_ANNOTATION))
                .flatMap(Wire::result);
    }

    private RunView ended(String run, Job job) {
        progress.forget(run);
        List<Pod> pods = mine(store.pods(run), job);
        // Jobs and pods are told of separately, so the end of the one may be known before that of the other.
        if (RunEnd.answer(pods).isEmpty()) {
            pods = mine(calls.pods(job), job);
        }
        Optional<RunResult> answer = RunEnd.answer(pods);
        if (answer.isEmpty()) {
            return silent(run, job, pods);
        }
        keep(run, job, answer.get());
        if (answer.get().outcome() == Outcome.SUCCEEDED) {
            pods.forEach(calls::delete);
        }
        return new RunView(Phase.ENDED, null, answer.get());
    }

    private RunView silent(String run, Job job, List<Pod> pods) {
        RunView view = RunEnd.silent(RunJob.kind(job), job, pods);
        if (view.phase() == Phase.ENDED) {
            keep(run, job, view.result());
        }
        return view;
    }

    private static List<Pod> mine(List<Pod> pods, Job job) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                        .equals(job.getMetadata().getUid())))
                .toList();
    }

    private void keep(String run, Job job, RunResult result) {
        jobs.add(run, calls.record(job, result));
    }

    private RunView active(String run, Job job) {
        Optional<Pod> pod = RunEnd.newest(mine(store.pods(run), job));
        boolean working = pod.flatMap(RunEnd::worker)
                .filter(status -> status.getState().getWaiting() == null)
                .isPresent();
        if (working) {
            wake.accept(owner(job), settings.progressEvery());
            return new RunView(Phase.RUNNING, progress.of(run, pod.get()), null);
        }
        Duration age = age(pod.map(Pod::getMetadata).orElse(job.getMetadata()));
        Duration left = settings.startPatience().minus(age);
        boolean retried =
                pod.isEmpty() && job.getStatus() != null && job.getStatus().getFailed() != null;
        if (retried || (left.isPositive() && pod.filter(PodTrouble::hopeless).isEmpty())) {
            wake.accept(owner(job), left.isPositive() ? left : settings.startPatience());
            return new RunView(Phase.LAUNCHED, null, null);
        }
        BackupException why = pod.map(PodTrouble::of).orElseGet(() -> PodTrouble.none(job));
        RunResult result = RunResult.failed(Outcome.NOT_STARTED, why);
        keep(run, job, result);
        jobs.add(run, calls.end(job));
        return new RunView(Phase.ENDED, null, result);
    }

    private Duration age(ObjectMeta metadata) {
        return Duration.between(Instant.parse(metadata.getCreationTimestamp()), clock.instant());
    }

    static ResourceKey owner(Job job) {
        var owner = job.getMetadata().getOwnerReferences().getFirst();
        return new ResourceKey(owner.getKind(), job.getMetadata().getNamespace(), owner.getName());
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
