package dev.dromedary.kube;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long a run may be without a pod that works: from when its pod was made, or from when it had one last. */
final class StartPatience {
    private final Duration limit;
    private final InstantSource clock;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    StartPatience(Duration limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * What is left of it. A pod that is taken away is gone a moment before its Job says so and has another; a Job that is
     * older than the limit would be given up in that moment if its age counted.
     *
     * @param pod the newest of the Job
     */
    Duration left(String run, Job job, Optional<Pod> pod) {
        Instant now = clock.instant();
        pod.ifPresent(any -> seen.put(run, now));
        Instant since = pod.map(any -> made(any.getMetadata()))
                .orElseGet(() -> seen.getOrDefault(run, made(job.getMetadata())));
        return limit.minus(Duration.between(since, now));
    }

    void forget(String run) {
        seen.remove(run);
    }

    private static Instant made(ObjectMeta metadata) {
        return Instant.parse(metadata.getCreationTimestamp());
    }
}
