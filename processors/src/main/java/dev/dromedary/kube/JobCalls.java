package dev.dromedary.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.api.Names;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is asked of the API server about Jobs and their pods. */
final class JobCalls {
    private static final String JOB_LABEL = "batch.kubernetes.io/job-name";
    private static final int LINES = 50;

    private final KubernetesClient client;
    private final Function<Pod, String> log;

    JobCalls(KubernetesClient client) {
        this(client, pod -> log(client, pod));
    }

    /** @param log the end of a pod's log; empty where it cannot be had now */
    JobCalls(KubernetesClient client, Function<Pod, String> log) {
        this.client = client;
        this.log = log;
    }

    Job create(Job job) {
        return client.resource(job).create();
    }

    Optional<Job> get(Job job) {
        return Optional.ofNullable(at(job).get());
    }

    /** Writes a result to its Job, where it is safe when the pod is gone. */
    Job record(Job job, RunResult result) {
        return patch(
                job, Map.of("metadata", Map.of("annotations", Map.of(Names.RESULT_ANNOTATION, Wire.line(result)))));
    }

    /** Ends a Job by a deadline that is over: its pods go, it stays for its time, and says that it failed. */
    Job end(Job job) {
        return patch(job, Map.of("spec", Map.of("activeDeadlineSeconds", 1)));
    }

    private Job patch(Job job, Map<String, Object> change) {
        return at(job).patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(change));
    }

    /** With its pods, unless it has changed since it was read; it is looked at again then. */
    void delete(Job job) {
        at(job).lockResourceVersion(job.getMetadata().getResourceVersion()).delete();
    }

    private ScalableResource<Job> at(Job job) {
        var metadata = job.getMetadata();
        return client.batch().v1().jobs().inNamespace(metadata.getNamespace()).withName(metadata.getName());
    }

    List<Pod> pods(Job job) {
        var metadata = job.getMetadata();
        return client.pods()
                .inNamespace(metadata.getNamespace())
                .withLabel(JOB_LABEL, metadata.getName())
                .list()
                .getItems();
    }

    void delete(Pod pod) {
        client.resource(pod).delete();
    }

    String log(Pod pod) {
        return log.apply(pod);
    }

    /** What the log of a Job's pod tells of the backups that were found. */
    List<StoredBackup> found(Job job) {
        Pod pod = RunEnd.newest(pods(job)).orElseThrow(JobCalls::withoutLog);
        try (InputStream log = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(RunJob.CONTAINER)
                .getLogInputStream()) {
            if (log == null) {
                throw withoutLog();
            }
            return Wire.found(new InputStreamReader(log, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BackupException withoutLog() {
        return new BackupException(
                Reason.RunLost,
                "the pod that has looked into the storage is gone before it was heard",
                "it is looked again");
    }

    private static String log(KubernetesClient client, Pod pod) {
        try {
            return client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .inContainer(RunJob.CONTAINER)
                    .tailingLines(LINES)
                    .getLog();
        } catch (KubernetesClientException e) {
            return "";
        }
    }

    /** Whether a claim waits for its last pod to go. */
    boolean leaving(String namespace, String claim) {
        var found = client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(claim)
                .get();
        return found != null && found.getMetadata().getDeletionTimestamp() != null;
    }

    static boolean exists(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** What the server will say again, however often it is asked; a server that is away or busy says something else. */
    static boolean refused(KubernetesClientException e) {
        return List.of(400, 403, 422).contains(e.getCode());
    }
}
