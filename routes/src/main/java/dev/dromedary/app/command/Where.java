package dev.dromedary.app.command;

import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where a command works: the same for all, and a cluster if nothing is said. */
final class Where {
    private static final String DEFAULT_NAMESPACE = "default";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--resources",
            paramLabel = "DIR",
            description = "Work on a folder of resources, without Kubernetes")
    private Path resources;

    @Option(
            names = "--storage-file",
            paramLabel = "FILE",
            description = "Read a bare storage, without resources; the file describes it and has its Secret")
    private Path storageFile;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the cluster; left out: KUBECONFIG, ~/.kube/config, or the pod's own account")
    private Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "The context of the kubeconfig")
    private String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Left out: that of the context; default in a folder; all of a bare storage")
    private String namespace;

    /** Opens the place; a bare storage is one. */
    Place open() {
        if (storageFile == null) {
            return openResources();
        }
        exclude(resources, "--resources", "--storage-file");
        exclude(kubeconfig, "--kubeconfig", "--storage-file");
        exclude(context, "--context", "--storage-file");
        return new BucketPlace(storageFile, namespace);
    }

    /** Opens a place that has resources. */
    Place openForChange() {
        if (storageFile != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "a bare storage has no resources; name a folder with --resources, or a cluster with --kubeconfig");
        }
        return openResources();
    }

    /** Opens a place that has resources; the storage is for the command to read. */
    Place openResources() {
        if (resources == null) {
            return ClusterPlace.open(kubeconfig, context, namespace);
        }
        exclude(kubeconfig, "--kubeconfig", "--resources");
        exclude(context, "--context", "--resources");
        return new FolderPlace(resources, Objects.requireNonNullElse(namespace, DEFAULT_NAMESPACE)).required();
    }

    /** The file of a storage that a command reads beside its place; null where none is named. */
    Path storageFile() {
        return storageFile;
    }

    private void exclude(Object given, String option, String other) {
        if (given != null) {
            throw new ParameterException(command.commandLine(), option + " and " + other + " exclude each other");
        }
    }
}
