package dev.dromedary.kube;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.chain.BackupType;
import dev.dromedary.run.Progress;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.Wire;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster named shop with a backup and a restore, an API server, and watches that tell when they are told to. */
final class JobWorld implements AutoCloseable {
    private static final Path FOLDER = Path.of("src/test/resources/jobs");

    final ApiServer server = new ApiServer();
    final Map<ResourceKey, HasMetadata> resources = new HashMap<>();
    final KubeRuns runs;
    final HeldClaims claims;
    Progress log;
    int logsRead;

    /** The server has a clock of its own, which says the same at the beginning. */
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final List<Duration> woken = new ArrayList<>();
    private final List<Job> toldJobs = new ArrayList<>();
    private final List<Pod> toldPods = new ArrayList<>();

    JobWorld() {
        for (String scenario : List.of("full", "restore")) {
            RunContext context = context(scenario);
            resources.put(Watches.key(context.resource()), context.resource());
            context.cluster().ifPresent(cluster -> resources.put(Watches.key(cluster), cluster));
        }
        RunStore store = new RunStore() {
            @Override
            public List<Job> jobs() {
                return List.copyOf(toldJobs);
            }

            @Override
            public List<Pod> pods() {
                return List.copyOf(toldPods);
            }
        };
        JobCalls calls = new JobCalls(server.client, pod -> {
            logsRead++;
            return log == null ? "" : Wire.line(log);
        });
        RunContexts contexts = new RunContexts(
                resources::get, (cluster, run) -> context("full").data());
        runs = new KubeRuns(store, calls, contexts, (key, after) -> woken.add(after), RunJobTest.SETTINGS, () -> now);
        claims = new HeldClaims(store, calls);
    }

    private static RunContext context(String scenario) {
        try {
            return RunJobTest.context(FOLDER.resolve(scenario));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunSpecification run(RunKind kind) {
        return context(kind.ofBackup() ? "full" : "restore").run().as(kind);
    }

    RunSpecification increment() {
        RunSpecification full = run(RunKind.BACKUP);
        return new RunSpecification(
                RunKind.BACKUP,
                full.owner(),
                full.storage(),
                full.destination(),
                BackupType.INCREMENTAL,
                full.destination(),
                full.server(),
                null,
                false,
                null);
    }

    PerconaServerMySQL cluster() {
        return (PerconaServerMySQL) resources.get(new ResourceKey("PerconaServerMySQL", "ns", "shop"));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    List<Duration> woken() {
        return woken;
    }

    /** Launches a run, and the watch tells of it. */
    void told(RunSpecification run) {
        runs.launch(run);
        Job job = job(run);
        // Later than the server's clock, if time has passed here.
        server.client
                .resource(new JobBuilder(job)
                        .editMetadata()
                        .withCreationTimestamp(now.toString())
                        .endMetadata()
                        .build())
                .update();
        tell();
    }

    /** The watches tell of everything there is. */
    void tell() {
        toldJobs.clear();
        toldJobs.addAll(
                server.client.batch().v1().jobs().inAnyNamespace().list().getItems());
        toldPods.clear();
        toldPods.addAll(server.client.pods().inAnyNamespace().list().getItems());
    }

    List<String> jobs() {
        return server.client.batch().v1().jobs().inAnyNamespace().list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    List<String> pods() {
        return server.client.pods().inAnyNamespace().list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    Job job(RunSpecification run) {
        return server.client.batch().v1().jobs().inAnyNamespace().list().getItems().stream()
                .filter(job -> RunStore.run(job.getMetadata()).equals(Optional.of(run.name())))
                .findFirst()
                .orElseThrow();
    }

    String uid(RunSpecification run) {
        return job(run).getMetadata().getUid();
    }

    void dropJobs() {
        server.client.batch().v1().jobs().inNamespace("ns").delete();
        toldJobs.clear();
        pass(Duration.ofMinutes(2));
    }

    void foreign(String name) {
        server.store(new JobBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName(name)
                .addNewOwnerReference()
                .withApiVersion("ps.percona.com/v1")
                .withKind("PerconaServerMySQLRestore")
                .withName("other")
                .withUid("another")
                .endOwnerReference()
                .endMetadata()
                .build());
    }

    void complete(RunSpecification run) {
        condition(run, "Complete", "CompletionsReached");
    }

    void fail(RunSpecification run, String reason) {
        condition(run, "Failed", reason);
    }

    private void condition(RunSpecification run, String type, String reason) {
        Job ended = new JobBuilder(job(run))
                .withNewStatus()
                .addNewCondition()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withLastTransitionTime(now.toString())
                .endCondition()
                .endStatus()
                .build();
        server.client.resource(ended).updateStatus();
        toldJobs.removeIf(
                job -> job.getMetadata().getName().equals(ended.getMetadata().getName()));
        toldJobs.add(job(run));
    }

    void claim(String name, boolean leaving) {
        server.client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace("ns")
                        .withName(name)
                        .withFinalizers("kubernetes.io/pvc-protection")
                        .endMetadata()
                        .build())
                .createOr(replaceable -> replaceable.update());
        if (leaving) {
            server.client
                    .persistentVolumeClaims()
                    .inNamespace("ns")
                    .withName(name)
                    .delete();
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** A pod of a run, told of as soon as its status is set. */
    PodWorld pod(RunSpecification run, String name) {
        return new PodWorld(run, name);
    }

    /** What may become of a pod. */
    final class PodWorld {
        private final RunSpecification run;
        private final String name;

        private PodWorld(RunSpecification run, String name) {
            this.run = run;
            this.name = name;
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

        /** The watch has not told of it. */
        void endedUnseen(int exit, RunResult result) {
            ended(exit, result);
            toldPods.clear();
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
            Job job = job(run);
            Pod pod = new PodBuilder()
                    .withMetadata(job.getSpec().getTemplate().getMetadata())
                    .editMetadata()
                    .withNamespace("ns")
                    .withName(name)
                    .withCreationTimestamp(now.toString())
                    .addToLabels(
                            "batch.kubernetes.io/job-name", job.getMetadata().getName())
                    .addNewOwnerReference()
                    .withKind("Job")
                    .withName(job.getMetadata().getName())
                    .withUid(job.getMetadata().getUid())
                    .endOwnerReference()
                    .endMetadata()
                    .withSpec(job.getSpec().getTemplate().getSpec())
                    .withStatus(status)
                    .build();
            server.client.resource(pod).createOr(replaceable -> replaceable.update());
            toldPods.removeIf(told -> told.getMetadata().getName().equals(name));
            toldPods.add(pod);
        }
    }
}
