package dev.dromedary.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** Watches that tell when they are told to. */
final class ToldStore implements RunStore {
    private final List<Job> jobs = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();

    @Override
    public List<Job> jobs() {
        return List.copyOf(jobs);
    }

    @Override
    public List<Pod> pods() {
        return List.copyOf(pods);
    }

    /** They tell of everything there is. */
    void tell(KubernetesClient client) {
        forgetJobs();
        jobs.addAll(client.batch().v1().jobs().inAnyNamespace().list().getItems());
        forgetPods();
        pods.addAll(client.pods().inAnyNamespace().list().getItems());
    }

    void tell(Job job) {
        tell(jobs, job);
    }

    void tell(Pod pod) {
        tell(pods, pod);
    }

    private static <T extends HasMetadata> void tell(List<T> all, T one) {
        all.removeIf(
                told -> told.getMetadata().getName().equals(one.getMetadata().getName()));
        all.add(one);
    }

    void forgetJobs() {
        jobs.clear();
    }

    void forgetPods() {
        pods.clear();
    }
}
