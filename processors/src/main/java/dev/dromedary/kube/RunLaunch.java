package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the Jobs of runs. May be asked twice for one: the second time it is there. */
final class RunLaunch {
    /** What is left of the longest name when there is a piece of an uid behind it. */
    private static final int SHORT = 54;

    private static final int PIECE = 8;

    private final JobCalls calls;
    private final RunContexts contexts;
    private final WrittenJobs jobs;
    private final RunSettings settings;
    private final Map<String, RunResult> refused = new ConcurrentHashMap<>();
    /** Whom the last run on a volume ran as: it saves the next an attempt that only finds out. The run checks it anyway. */
    private final Map<String, RunAs> owners = new ConcurrentHashMap<>();

    RunLaunch(JobCalls calls, RunContexts contexts, WrittenJobs jobs, RunSettings settings) {
        this.calls = calls;
        this.contexts = contexts;
        this.jobs = jobs;
        this.settings = settings;
    }

    /** False if it was refused for good, which is how the run has ended then. */
    boolean launch(RunSpecification run) {
        Optional<RunContext> context = contexts.of(run).map(this::withOwner);
        try {
            context.ifPresent(known -> create(run, RunJob.of(known, settings)));
            return true;
        } catch (BackupException e) {
            return refuse(run, e);
        } catch (KubernetesClientException e) {
            if (!JobCalls.refused(e)) {
                throw e;
            }
            return refuse(
                    run,
                    new BackupException(
                            Reason.RunRefused,
                            "the Job of the run is refused: " + e.getMessage(),
                            "the storage's pod settings, quotas and policies of the namespace may be the reason",
                            e));
        }
    }

    private RunContext withOwner(RunContext context) {
        String volume = context.data().isEmpty() ? null : context.run().server().volume();
        if (volume == null) {
            return context;
        }
        if (context.runAs() == null) {
            return context.as(owners.get(volume));
        }
        owners.put(volume, context.runAs());
        return context;
    }

    private boolean refuse(RunSpecification run, BackupException why) {
        refused.put(run.name(), RunResult.failed(Outcome.NOT_STARTED, why));
        return false;
    }

    Optional<RunResult> refusal(String run) {
        return Optional.ofNullable(refused.get(run));
    }

    void forget(String run) {
        refused.remove(run);
    }

    private void create(RunSpecification run, Job job) {
        try {
            jobs.add(run.name(), calls.create(job));
        } catch (KubernetesClientException e) {
            if (!JobCalls.exists(e)) {
                throw e;
            }
            Job there = calls.get(job).orElseThrow(() -> e);
            if (!sameOwner(there, job)) {
                // Two names may be one when they are cut; another resource's Job is not ours to touch.
                create(run, renamed(job, e));
            } else if (RunEnd.finished(there) && (silent(there) || !of(run, there))) {
                calls.delete(there);
                RunStore.run(there.getMetadata()).ifPresent(jobs::remove);
                jobs.add(run.name(), calls.create(job));
            } else if (of(run, there)) {
                jobs.add(run.name(), there);
            } else {
                // An increment's Job, still ending, has the name of the full backup's that takes its place.
                throw e;
            }
        }
    }

    private static boolean of(RunSpecification run, Job job) {
        return RunStore.run(job.getMetadata()).filter(run.name()::equals).isPresent();
    }

    private static boolean silent(Job job) {
        return !job.getMetadata().getAnnotations().containsKey(Names.RESULT_ANNOTATION);
    }

    private static boolean sameOwner(Job one, Job other) {
        return one.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(uid(other)));
    }

    private static String uid(Job job) {
        return job.getMetadata().getOwnerReferences().getFirst().getUid();
    }

    private static Job renamed(Job job, KubernetesClientException otherwise) {
        String name = job.getMetadata().getName();
        String end = "-" + uid(job).substring(0, Math.min(PIECE, uid(job).length()));
        if (name.endsWith(end)) {
            throw otherwise;
        }
        return new JobBuilder(job)
                .editMetadata()
                .withName(Names.labelValue(name.substring(0, Math.min(SHORT, name.length()))) + end)
                .endMetadata()
                .build();
    }
}
