package dev.dromedary.kube;

import dev.dromedary.api.InitContainer;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.run.Wire;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pod of a run: the user's image with the tool and our program brought into it, or our image alone. */
final class RunPod {
    private static final List<String> WORKER = List.of("run", "worker");
    /** No shell, and nothing of the user's image but its C library. */
    private static final List<String> PROGRAM =
            List.of(RunVolumes.PROGRAM + "/runtime/bin/java", "@" + RunVolumes.PROGRAM + "/java.args");

    private final RunContext context;
    private final RunSettings settings;
    private final RunVolumes volumes;
    private final RunSecurity security;

    private RunPod(RunContext context, RunSettings settings) {
        this.context = context;
        this.settings = settings;
        this.volumes = new RunVolumes(context, settings);
        this.security = new RunSecurity(context);
    }

    static PodSpec of(RunContext context, RunSettings settings) {
        return new RunPod(context, settings).spec();
    }

    private PodSpec spec() {
        StorageSpec storage = context.storage();
        String node = context.data().map(DataPlace::node).orElse(null);
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                // The first process of a container hears no signal before it listens; so the pause container is the
                // first.
                .withShareProcessNamespace(true)
                .withServiceAccountName(context.backup().serviceAccountName)
                .withTerminationGracePeriodSeconds(settings.grace().toSeconds())
                .withSecurityContext(security.pod(volumes.scratch().isPresent()))
                .withImagePullSecrets(context.backup().imagePullSecrets)
                .withInitContainers(context.needsTool() ? List.of(init()) : List.of())
                .withContainers(worker())
                .withVolumes(volumes.volumes())
                .withNodeSelector(storage.nodeSelector)
                .withAffinity(RunAffinity.of(storage.affinity, node))
                .withTolerations(tolerations())
                .withTopologySpreadConstraints(storage.topologySpreadConstraints)
                .withSchedulerName(storage.schedulerName)
                .withPriorityClassName(storage.priorityClassName)
                .withRuntimeClassName(storage.runtimeClassName)
                .build();
    }

    /** The server's pod bears with its node, so what has to be beside it must, too. */
    private List<Toleration> tolerations() {
        Stream<Toleration> servers = context.data().map(DataPlace::tolerations).orElse(List.of()).stream();
        return Stream.concat(context.storage().tolerations.stream(), servers)
                .distinct()
                .toList();
    }

    private Container init() {
        InitContainer wish = Objects.requireNonNullElseGet(context.backup().initContainer, InitContainer::new);
        return new ContainerBuilder()
                .withName(RunJob.CONTAINER + "-init")
                .withImage(settings.image())
                .withImagePullPolicy(settings.pullPolicy())
                .withArgs("install", RunVolumes.TARGET)
                .withResources(wish.resources == null ? context.storage().resources : wish.resources)
                .withSecurityContext(security.init(wish.containerSecurityContext))
                .withVolumeMounts(volumes.target())
                .build();
    }

    private Container worker() {
        boolean tool = context.needsTool();
        List<String> command = new ArrayList<>();
        if (tool) {
            command.addAll(PROGRAM);
            command.addAll(WORKER);
        }
        return new ContainerBuilder()
                .withName(RunJob.CONTAINER)
                .withImage(tool ? context.toolImage() : settings.image())
                .withImagePullPolicy(tool ? context.backup().imagePullPolicy : settings.pullPolicy())
                .withCommand(command)
                .withArgs(tool ? List.of() : WORKER)
                .withEnv(environment())
                .withResources(context.storage().resources)
                .withSecurityContext(security.container())
                .withVolumeMounts(volumes.mounts())
                .build();
    }

    /** What the user says of a setting wins over the operator's; what makes the run the run it is, is ours. */
    private List<EnvVar> environment() {
        Map<String, EnvVar> all = new LinkedHashMap<>();
        // One malloc arena: each more is resident memory that the heap's bound does not see.
        put(all, "MALLOC_ARENA_MAX", "2");
        new TreeMap<>(settings.environment()).forEach((name, value) -> all.put(name, new EnvVar(name, value, null)));
        context.options().env.forEach(each -> all.put(each.getName(), each));
        put(all, "DROMEDARY_RUN", Wire.write(context.run()));
        put(all, "DROMEDARY_SECRETS_DIRECTORY", RunVolumes.SECRETS);
        put(all, "DROMEDARY_WORK_DIRECTORY", RunVolumes.WORK);
        if (!settings.routes().isEmpty()) {
            put(all, "DROMEDARY_ROUTES_EXTRA", RunVolumes.ROUTES);
        }
        return List.copyOf(all.values());
    }

    private static void put(Map<String, EnvVar> all, String name, String value) {
        all.put(name, new EnvVar(name, value, null));
    }
}
