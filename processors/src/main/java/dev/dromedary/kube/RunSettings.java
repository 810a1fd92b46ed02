package dev.dromedary.kube;

import java.time.Duration;
import java.util.Map;

/**
 * What the operator's settings say of Jobs.
 *
 * @param image ours, which brings the worker into the pod
 * @param pullPolicy of our image
 * @param ttl how long a finished Job stays
 * @param deadline the longest a Job may take; zero for no limit. Not for what works on a server's data
 * @param startPatience how long a pod may take to start
 * @param progressEvery how often the log of a pod is asked for progress
 * @param grace how long a worker that is told to stop has to clean up
 * @param spoolLimit the spool's bytes on disk
 * @param routes name of a ConfigMap with more route files, in the namespace of the run; empty for none
 * @param environment settings that are the worker's
 */
public record RunSettings(
        String image,
        String pullPolicy,
        Duration ttl,
        Duration deadline,
        Duration startPatience,
        Duration progressEvery,
        Duration grace,
        long spoolLimit,
        String routes,
        Map<String, String> environment) {
    public RunSettings {
        environment = Map.copyOf(environment);
    }
}
