package dev.dromedary.kube;

import dev.dromedary.run.RunResult;
import dev.dromedary.run.Wire;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.function.Consumer;

/** A pod of a run, and what may become of it. */
final class MadePod {
    private final Job job;
    private final String name;
    private final Instant now;
    private final Consumer<Pod> made;

    /** @param made is told of each status */
    MadePod(Job job, String name, Instant now, Consumer<Pod> made) {
        this.job = job;
        this.name = name;
        this.now = now;
        this.made = made;
    }

    void running() {
        status(new PodStatusBuilder()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName(RunJob.CONTAINER)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .build());
    }

    void waiting(String reason, String message) {
        status(new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName(RunJob.CONTAINER)
                .withNewState()
                .withNewWaiting(message, reason)
                .endState()
                .endContainerStatus()
                .build());
    }

    void unscheduled(String message) {
        status(new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .endCondition()
                .build());
    }

    void ended(int exit, RunResult result) {
        terminated(exit, exit == 0 ? "Completed" : "Error", Wire.line(result));
    }

    void killed(String reason, int exit) {
        terminated(exit, reason, null);
    }

    private void terminated(int exit, String reason, String message) {
        status(new PodStatusBuilder()
                .withPhase(exit == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName(RunJob.CONTAINER)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exit)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .build());
    }

    private void status(PodStatus status) {
        Pod pod = new PodBuilder()
                .withMetadata(job.getSpec().getTemplate().getMetadata())
                .editMetadata()
                .withNamespace("ns")
                .withName(name)
                .withCreationTimestamp(now.toString())
                .addToLabels("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .addNewOwnerReference()
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withStatus(status)
                .build();
        made.accept(pod);
    }
}
