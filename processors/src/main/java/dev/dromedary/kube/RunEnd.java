package dev.dromedary.kube;

import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a Job has ended, and what that says of its run. */
final class RunEnd {
    private static final String COMPLETE = "Complete";
    private static final String FAILED = "Failed";

    private RunEnd() {}

    static boolean finished(Job job) {
        return condition(job, COMPLETE).or(() -> condition(job, FAILED)).isPresent();
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(each -> each.getType().equals(type) && "True".equals(each.getStatus()))
                        .findFirst();
    }

    static Optional<Pod> newest(List<Pod> pods) {
        return pods.stream().max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
    }

    static boolean over(Pod pod) {
        String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || FAILED.equals(phase);
    }

    /** What the last attempt answered. */
    static Optional<RunResult> answer(List<Pod> pods) {
        return newest(pods)
                .flatMap(RunEnd::terminated)
                .map(ContainerStateTerminated::getMessage)
                .flatMap(Wire::result);
    }

    private static Optional<ContainerStateTerminated> terminated(Pod pod) {
        return worker(pod).map(status -> status.getState().getTerminated());
    }

    static Optional<ContainerStatus> worker(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> status.getName().equals(RunJob.CONTAINER))
                        .findFirst();
    }

    /** A Job that has ended without an answer. Of a backup the storage says what became of it, here is why it ended. */
    static RunView silent(RunKind kind, Job job, List<Pod> pods) {
        if (condition(job, COMPLETE).isPresent()) {
            // It went well, but nobody can say how: whatever it was, it may be done twice.
            return RunView.ABSENT;
        }
        BackupException why = why(job, pods);
        return kind == RunKind.BACKUP
                ? new RunView(RunView.Phase.ABSENT, null, RunResult.failed(Outcome.FAILED, why))
                : new RunView(RunView.Phase.ENDED, null, RunResult.failed(outcome(kind), why));
    }

    private static Outcome outcome(RunKind kind) {
        return switch (kind) {
            case SETTLE, PLAN, INSPECT, INSPECT_DEEP, IMPORT -> Outcome.NOT_STARTED;
            // Nobody knows how far it had come: the old data is to be put back.
            case RESTORE -> Outcome.FAILED_WITH_LEFTOVERS;
            default -> Outcome.FAILED;
        };
    }

    private static BackupException why(Job job, List<Pod> pods) {
        Optional<JobCondition> failed = condition(job, FAILED);
        if (failed.map(JobCondition::getReason)
                .filter("DeadlineExceeded"::equals)
                .isPresent()) {
            return new BackupException(
                    Reason.RunTimedOut,
                    "the Job " + job.getMetadata().getName() + " took too long and was ended",
                    "raise dromedary.job.deadline, or see what it waited for");
        }
        String how = newest(pods)
                .flatMap(RunEnd::death)
                .or(() -> failed.map(JobCondition::getMessage))
                .orElse("its pods are gone");
        return new BackupException(
                Reason.RunCrashed,
                "the worker ended without an answer: " + how,
                "see the log of its pod, and the memory in the storage's resources");
    }

    private static Optional<String> death(Pod pod) {
        return Stream.of(
                        Optional.ofNullable(pod.getStatus().getReason())
                                .map(reason -> reason + ": " + pod.getStatus().getMessage()),
                        terminated(pod).map(end -> end.getReason() + ", exit code " + end.getExitCode()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
