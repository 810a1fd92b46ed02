package dev.dromedary.e2e;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Jobs and pods of runs in a place: those there are, and how many there ever were. */
final class Runs implements AutoCloseable {
    private static final String JOB = "batch.kubernetes.io/job-name";
    private static final String CONTAINER = "xtrabackup";
    private static final int MINUTES = 4;

    private final Place place;
    private final Map<String, Set<String>> jobs = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> pods = new ConcurrentHashMap<>();
    private final List<SharedIndexInformer<?>> informers;

    Runs(Place place) {
        this.place = place;
        var client = place.node.client;
        informers = List.of(
                client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(place.namespace)
                        .inform(new Recorded<Job>(jobs, job -> job.getMetadata().getName())),
                client.pods().inNamespace(place.namespace).withLabel(JOB).inform(new Recorded<Pod>(pods, Runs::job)));
    }

    private static String job(Pod pod) {
        return pod.getMetadata().getLabels().get(JOB);
    }

    /** How many Jobs of each name were ever made. */
    Map<String, Integer> jobs() {
        return count(jobs);
    }

    /** How many attempts each Job has made, together with others of its name. */
    Map<String, Integer> attempts() {
        return count(pods);
    }

    private static Map<String, Integer> count(Map<String, Set<String>> all) {
        Map<String, Integer> counted = new TreeMap<>();
        all.forEach((name, uids) -> counted.put(name, uids.size()));
        return counted;
    }

    /** Waits for a pod of a Job whose worker is at work, other than these. */
    Pod awaitWorking(String job, Pod... before) {
        List<String> known =
                List.of(before).stream().map(pod -> pod.getMetadata().getUid()).toList();
        return awaitPod(job, pod -> !known.contains(pod.getMetadata().getUid()) && working(pod));
    }

    private static boolean working(Pod pod) {
        return worker(pod).map(status -> status.getState().getRunning() != null).orElse(false);
    }

    /** Waits for an attempt of a Job to end badly. */
    Pod awaitFailed(String job) {
        return awaitPod(job, pod -> pod.getStatus().getPhase().equals("Failed"));
    }

    private Pod awaitPod(String job, java.util.function.Predicate<Pod> sign) {
        try {
            return place
                    .node
                    .client
                    .pods()
                    .inNamespace(place.namespace)
                    .withLabel(JOB, job)
                    .informOnCondition(found -> found.stream().anyMatch(sign))
                    .get(MINUTES, TimeUnit.MINUTES)
                    .stream()
                    .filter(sign)
                    .findFirst()
                    .orElseThrow();
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no such pod of Job " + job, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static java.util.Optional<ContainerStatus> worker(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(CONTAINER))
                .findFirst();
    }

    /** Waits until there is a Job of this name. */
    Job await(String job) {
        return await(job, any -> true);
    }

    /** Waits until a Job has come to its good end. */
    Job awaitComplete(String job) {
        return await(
                job,
                found -> found.getStatus() != null
                        && found.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Complete")
                                        && condition.getStatus().equals("True")));
    }

    private Job await(String job, java.util.function.Predicate<Job> sign) {
        return place.node
                .client
                .batch()
                .v1()
                .jobs()
                .inNamespace(place.namespace)
                .withName(job)
                .waitUntilCondition(found -> found != null && sign.test(found), MINUTES, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private record Recorded<T extends HasMetadata>(
            Map<String, Set<String>> seen, java.util.function.Function<T, String> name)
            implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T made) {
            seen.computeIfAbsent(name.apply(made), any -> new TreeSet<>())
                    .add(made.getMetadata().getUid());
        }

        @Override
        public void onUpdate(T before, T after) {
            onAdd(after);
        }

        @Override
        public void onDelete(T gone, boolean unseen) {
            onAdd(gone);
        }
    }
}
