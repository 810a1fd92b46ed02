package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Looks at how far a run is. What an ended one answered is kept with its Job from then on. */
final class RunLook {
    private final RunStore store;
    private final JobCalls calls;
    private final WrittenJobs jobs;
    private final BiConsumer<ResourceKey, Duration> wake;
    private final RunSettings settings;
    private final LogProgress progress;
    private final StartPatience patience;

    /** @param wake has a resource looked at after a while, though nothing changed */
    RunLook(
            RunStore store,
            JobCalls calls,
            WrittenJobs jobs,
            BiConsumer<ResourceKey, Duration> wake,
            RunSettings settings,
            InstantSource clock) {
        this.store = store;
        this.calls = calls;
        this.jobs = jobs;
        this.wake = wake;
        this.settings = settings;
        this.progress = new LogProgress(calls::log, settings.progressEvery(), clock);
        this.patience = new StartPatience(settings.startPatience(), clock);
    }

    /** A Job may be gone before its pod is. */
    RunView withoutJob(String run) {
        boolean alive = store.pods(run).stream().anyMatch(pod -> !RunEnd.over(pod));
        return alive ? new RunView(Phase.RUNNING, null, null) : RunView.ABSENT;
    }

    /** What its Job, its pods and its log say of it. */
    RunView of(String run, Job job) {
        Optional<RunResult> kept = result(job);
        if (kept.isPresent()) {
            drop(run);
            return new RunView(Phase.ENDED, null, kept.get());
        }
        return RunEnd.finished(job) ? ended(run, job) : active(run, job);
    }

    private static Optional<RunResult> result(Job job) {
        return Optional.ofNullable(job.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.RESULT_ANNOTATION))
                .flatMap(Wire::result);
    }

    private void drop(String run) {
        progress.forget(run);
        patience.forget(run);
    }

    private RunView ended(String run, Job job) {
        drop(run);
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
        // What an import has found is in the log of its pod, until it is forgotten.
        if (answer.get().outcome() == Outcome.SUCCEEDED && RunJob.kind(job) != RunKind.IMPORT) {
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
        Duration left = patience.left(run, job, pod);
        boolean working = pod.flatMap(RunEnd::worker)
                .filter(status -> status.getState().getWaiting() == null)
                .isPresent();
        if (working) {
            wake.accept(owner(job), settings.progressEvery());
            return new RunView(Phase.RUNNING, progress.of(run, pod.get()), null);
        }
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

    private static ResourceKey owner(Job job) {
        var owner = job.getMetadata().getOwnerReferences().getFirst();
        return new ResourceKey(owner.getKind(), job.getMetadata().getNamespace(), owner.getName());
    }
}
