package dev.dromedary.kube;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The Job of each run: as it was last told of, or as we have written it since. */
final class WrittenJobs {
    /** By then the watch has told of a Job, or of its end. */
    private static final Duration TOLD = Duration.ofMinutes(1);

    private record Written(Job job, Instant when) {}

    private final RunStore store;
    private final InstantSource clock;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    WrittenJobs(RunStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    void add(String run, Job job) {
        written.put(run, new Written(job, clock.instant()));
    }

    void remove(String run) {
        written.remove(run);
    }

    Optional<Job> of(String run) {
        List<Job> told = store.jobs(run);
        Written own = written.get(run);
        if (own != null && stillNews(own, told)) {
            return Optional.of(own.job());
        }
        written.remove(run);
        return told.stream().max(Comparator.comparing(job -> job.getMetadata().getCreationTimestamp()));
    }

    private boolean stillNews(Written own, List<Job> told) {
        String uid = own.job().getMetadata().getUid();
        Optional<Job> same = told.stream()
                .filter(job -> job.getMetadata().getUid().equals(uid))
                .findFirst();
        return same.map(job -> version(job) < version(own.job()))
                .orElse(own.when().plus(TOLD).isAfter(clock.instant()));
    }

    /** See {@link OwnWrites}. */
    private static long version(Job job) {
        return Long.parseLong(job.getMetadata().getResourceVersion());
    }
}
