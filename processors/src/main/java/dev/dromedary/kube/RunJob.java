package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.api.ObjectLabels;
import dev.dromedary.run.RunKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A run as a Job: one pod at a time, tried again only where another attempt may end otherwise. */
final class RunJob {
    /** The exit code of a worker whose answer is final ({@code docs/decisions/jobs.md}). */
    static final int FINAL = 3;

    static final String CONTAINER = "xtrabackup";

    private static final int CONTRACTS_BACKOFF_LIMIT = 6;

    private final RunContext context;
    private final RunSettings settings;

    private RunJob(RunContext context, RunSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    static Job of(RunContext context, RunSettings settings) {
        RunJob job = new RunJob(context, settings);
        return new JobBuilder()
                .withMetadata(job.metadata())
                .withSpec(job.spec())
                .build();
    }

    /** The contract's names; the kinds that are ours alone are named alike. */
    private static String name(RunContext context) {
        String resource = context.resource().getMetadata().getName();
        return switch (context.kind()) {
            case BACKUP -> Names.backupJob(resource, context.storageName());
            case SETTLE -> Names.settleJob(resource);
            case DELETE -> Names.deleteJob(resource);
            case REMOVE -> Names.removeJob(resource);
            case INSPECT, INSPECT_DEEP -> Names.inspectJob(resource);
            case COPY -> Names.copyJob(resource);
            case IMPORT -> Names.importJob(resource, context.run().owner().name());
            case PLAN -> Names.planJob(resource);
            case VERIFY -> Names.verifyJob(resource);
            case RESTORE -> Names.restoreJob(resource);
            case ROLL_BACK -> Names.rollBackJob(resource);
            case ACCEPT -> Names.acceptJob(resource);
        };
    }

    private ObjectMeta metadata() {
        Map<String, String> annotations = new TreeMap<>(global(true));
        annotations.putAll(context.storage().annotations);
        annotations.put(Names.RUN_ANNOTATION, context.run().name());
        return new ObjectMetaBuilder()
                .withName(name(context))
                .withNamespace(context.resource().getMetadata().getNamespace())
                .withLabels(labels())
                .withAnnotations(annotations)
                .withOwnerReferences(owner())
                .build();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(global(false));
        labels.putAll(context.storage().labels);
        labels.put(Names.NAME_LABEL, "xtrabackup");
        labels.put(
                Names.INSTANCE_LABEL,
                Names.labelValue(context.resource().getMetadata().getName()));
        labels.put(Names.MANAGED_BY_LABEL, Names.MANAGED_BY);
        labels.put(Names.PART_OF_LABEL, context.ofRestore() ? "percona-server-restore" : "percona-server-backup");
        labels.put(Names.COMPONENT_LABEL, component(context.kind()));
        return labels;
    }

    private static String component(RunKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the run of a Job does. */
    static RunKind kind(Job job) {
        String component = job.getMetadata().getLabels().get(Names.COMPONENT_LABEL);
        return RunKind.valueOf(component.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Map<String, String> global(boolean annotations) {
        Optional<ObjectLabels> all = context.cluster().map(cluster -> cluster.getSpec().metadata);
        return all.map(each -> annotations ? each.annotations : each.labels).orElseGet(HashMap::new);
    }

    private OwnerReference owner() {
        var metadata = context.resource().getMetadata();
        return new OwnerReferenceBuilder()
                .withApiVersion(context.resource().getApiVersion())
                .withKind(context.resource().getKind())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    private JobSpec spec() {
        boolean limited = context.mayBeEnded() && settings.deadline().isPositive();
        return new JobSpecBuilder()
                .withBackoffLimit(Objects.requireNonNullElse(context.backup().backoffLimit, CONTRACTS_BACKOFF_LIMIT))
                .withTtlSecondsAfterFinished(Math.toIntExact(settings.ttl().toSeconds()))
                .withActiveDeadlineSeconds(limited ? settings.deadline().toSeconds() : null)
                .withPodFailurePolicy(failures())
                // Two attempts at one destination, or in one data directory, would work against each other.
                .withPodReplacementPolicy("Failed")
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels())
                .addToAnnotations(Names.RUN_ANNOTATION, context.run().name())
                .endMetadata()
                .withSpec(RunPod.of(context, settings))
                .endTemplate()
                .build();
    }

    /** A drained node is nobody's fault and costs no attempt; a final answer is not asked for again. */
    private static PodFailurePolicy failures() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("In")
                .withValues(FINAL)
                .endOnExitCodes()
                .endRule()
                .build();
    }
}
