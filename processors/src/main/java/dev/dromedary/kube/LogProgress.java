package dev.dromedary.kube;

import dev.dromedary.run.Progress;
import dev.dromedary.run.Wire;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** How far runs are, by the logs of their pods: each asked at most so often, whoever wants to know. */
final class LogProgress {
    private record Asked(Instant when, Progress progress) {}

    private final Function<Pod, String> log;
    private final Duration every;
    private final InstantSource clock;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    /** @param log the end of a pod's log; empty where it cannot be had now */
    LogProgress(Function<Pod, String> log, Duration every, InstantSource clock) {
        this.log = log;
        this.every = every;
        this.clock = clock;
    }

    /** Null before the first report. */
    Progress of(String run, Pod pod) {
        Instant now = clock.instant();
        Asked before = asked.get(run);
        if (before != null && now.isBefore(before.when().plus(every))) {
            return before.progress();
        }
        Progress last = Wire.lastProgress(log.apply(pod)).orElse(before == null ? null : before.progress());
        asked.put(run, new Asked(now, last));
        return last;
    }

    void forget(String run) {
        asked.remove(run);
    }
}
