package dev.dromedary.kube;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why a pod is not at work, as far as it says. */
final class PodTrouble {
    private static final Set<String> IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError");
    /** Nothing that passes. */
    private static final Set<String> HOPELESS = Set.of("InvalidImageName", "ErrImageNeverPull");

    private PodTrouble() {}

    static boolean hopeless(Pod pod) {
        return waiting(pod)
                .map(ContainerStateWaiting::getReason)
                .filter(HOPELESS::contains)
                .isPresent();
    }

    static BackupException of(Pod pod) {
        Optional<PodCondition> unscheduled = pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled"))
                .filter(condition -> condition.getStatus().equals("False"))
                .findFirst();
        if (unscheduled.isPresent()) {
            return new BackupException(
                    Reason.PodNotScheduled,
                    "no node takes the pod " + name(pod) + ": "
                            + unscheduled.get().getMessage(),
                    "it has to run beside the server whose claim it mounts; see the storage's pod settings");
        }
        Optional<ContainerStateWaiting> waiting = waiting(pod);
        if (waiting.map(ContainerStateWaiting::getReason)
                .filter(IMAGE::contains)
                .isPresent()) {
            return new BackupException(
                    Reason.ImageNotPulled,
                    "an image of the pod " + name(pod) + " cannot be had: " + words(waiting.get()),
                    "correct spec.backup.image, or imagePullSecrets");
        }
        return new BackupException(
                Reason.PodNotStarted,
                "the pod " + name(pod) + " is not at work: "
                        + waiting.map(PodTrouble::words).orElse(pod.getStatus().getPhase()),
                "kubectl describe pod " + name(pod) + " tells more");
    }

    static BackupException none(Job job) {
        return new BackupException(
                Reason.PodNotStarted,
                "the Job " + job.getMetadata().getName() + " has no pod",
                "kubectl describe job " + job.getMetadata().getName() + " tells why none could be made");
    }

    private static Optional<ContainerStateWaiting> waiting(Pod pod) {
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .map(state -> state.getWaiting())
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String words(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null ? waiting.getReason() : waiting.getReason() + ": " + waiting.getMessage();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
