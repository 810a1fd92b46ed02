package dev.dromedary.kube;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.chain.BackupType;
import dev.dromedary.run.Progress;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
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
final class JobWorld {
    private static final Path FOLDER = Path.of("src/test/resources/jobs");

    static final RunResult DONE = RunResult.succeeded(null);
    static final RunResult MISSING = RunResult.failed(
            Outcome.NOT_STARTED, new BackupException(Reason.SecretNotFound, "secrets s3-keys not found", ""));

    final Map<ResourceKey, HasMetadata> resources = new HashMap<>();
    final KubeRuns runs;
    final HeldClaims claims;
    Progress log;
    int logsRead;

    private final KubernetesClient client;

    /** The server has a clock of its own, which says the same at the beginning. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private Instant now = start;

    private final List<Duration> woken = new ArrayList<>();
    private final ToldStore told = new ToldStore();

    JobWorld(ApiServer server) {
        client = server.client;
        for (String scenario : List.of("full", "restore")) {
            RunContext context = context(scenario);
            resources.put(Watches.key(context.resource()), context.resource());
            context.cluster().ifPresent(cluster -> resources.put(Watches.key(cluster), cluster));
        }
        JobCalls calls = new JobCalls(client, pod -> {
            logsRead++;
            return log == null ? "" : Wire.line(log);
        });
        RunContexts contexts = new RunContexts(
                resources::get, (cluster, run) -> context("full").data());
        runs = new KubeRuns(told, calls, contexts, (key, after) -> woken.add(after), RunJobTest.SETTINGS, () -> now);
        claims = new HeldClaims(told, calls);
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
        // The mock server may have begun another second since this world was made.
        now = Instant.parse(job.getMetadata().getCreationTimestamp()).plus(Duration.between(start, now));
        // Later than the server's clock, if time has passed here.
        client.resource(new JobBuilder(job)
                        .editMetadata()
                        .withCreationTimestamp(now.toString())
                        .endMetadata()
                        .build())
                .update();
        tell();
    }

    /** The watches tell of everything there is. */
    void tell() {
        told.tell(client);
    }

    List<String> jobs() {
        return client.batch().v1().jobs().inAnyNamespace().list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    List<String> pods() {
        return client.pods().inAnyNamespace().list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    Job job(RunSpecification run) {
        return client.batch().v1().jobs().inAnyNamespace().list().getItems().stream()
                .filter(job -> RunStore.run(job.getMetadata()).equals(Optional.of(run.name())))
                .findFirst()
                .orElseThrow();
    }

    String uid(RunSpecification run) {
        return job(run).getMetadata().getUid();
    }

    void dropJobs() {
        client.batch().v1().jobs().inNamespace("ns").delete();
        told.forgetJobs();
        pass(Duration.ofMinutes(2));
    }

    void dropPods() {
        client.pods().inNamespace("ns").delete();
        told.forgetPods();
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
        client.resource(ended).updateStatus();
        told.tell(job(run));
    }

    /** A pod of a run, told of as soon as its status is set. */
    MadePod pod(RunSpecification run, String name) {
        return new MadePod(job(run), name, now, pod -> {
            client.resource(pod).createOr(NonDeletingOperation::update);
            told.tell(pod);
        });
    }

    /** Pods that are there, and the watch has not told of them. */
    void forgetPods() {
        told.forgetPods();
    }
}
