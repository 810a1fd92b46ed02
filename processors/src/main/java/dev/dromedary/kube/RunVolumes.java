package dev.dromedary.kube;

import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.StorageDescription;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The volumes of a run's pod, and where its containers see them. */
final class RunVolumes {
    static final String PROGRAM = "/opt/dromedary";
    static final String WORK = "/dromedary/work";
    static final String SECRETS = "/dromedary/secrets";
    static final String ROUTES = "/dromedary/routes";
    /** Where the init container puts the program. */
    static final String TARGET = "/target";

    private static final int READABLE = 0444;
    /** Beside the spool: the tool's own files, and a part that is just being written. */
    private static final long ROOM = 1L << 30;

    private final RunContext context;
    private final RunSettings settings;

    RunVolumes(RunContext context, RunSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        if (context.needsTool()) {
            volumes.add(new VolumeBuilder()
                    .withName("dromedary")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build());
        }
        volumes.add(new VolumeBuilder()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        volumes.add(work());
        context.data()
                .ifPresent(data -> volumes.add(new VolumeBuilder()
                        .withName("data")
                        .withNewPersistentVolumeClaim(data.claim(), null)
                        .build()));
        for (String secret : secrets()) {
            volumes.add(secret(secret));
        }
        if (!settings.routes().isEmpty()) {
            volumes.add(routes());
        }
        return volumes;
    }

    /** The spool, or what a verifying restore prepares, which is as large as the data. */
    private Volume work() {
        Optional<PersistentVolumeClaimSpec> scratch = scratch();
        VolumeBuilder work = new VolumeBuilder().withName("work");
        if (scratch.isPresent()) {
            return work.withNewEphemeral()
                    .withNewVolumeClaimTemplate()
                    .withSpec(scratch.get())
                    .endVolumeClaimTemplate()
                    .endEphemeral()
                    .build();
        }
        boolean bounded = context.kind() != RunKind.VERIFY;
        Quantity limit = bounded ? new Quantity(Long.toString(settings.spoolLimit() + ROOM)) : null;
        return work.withNewEmptyDir().withSizeLimit(limit).endEmptyDir().build();
    }

    /** The claim that a verifying restore asks for. */
    Optional<PersistentVolumeClaimSpec> scratch() {
        return context.kind() == RunKind.VERIFY && context.resource() instanceof PerconaServerMySQLRestore restore
                ? Optional.ofNullable(restore.getSpec().scratch)
                : Optional.empty();
    }

    /** Optional, since a Secret that is missing is an answer of the worker, and no pod that never starts. */
    private Volume secret(String name) {
        return new VolumeBuilder()
                .withName(volume(name))
                .withNewSecret()
                .withSecretName(name)
                .withOptional(true)
                .withDefaultMode(READABLE)
                .endSecret()
                .build();
    }

    /** Optional, since hardly anyone has types of storage of his own. */
    private Volume routes() {
        return new VolumeBuilder()
                .withName("routes")
                .withNewConfigMap()
                .withName(settings.routes())
                .withOptional(true)
                .endConfigMap()
                .build();
    }

    /** Those that the run needs and no others: who only deletes has no business with the server's account. */
    private List<String> secrets() {
        RunSpecification run = context.run();
        Stream<String> storage =
                switch (run.kind()) {
                    case ROLL_BACK, ACCEPT -> Stream.empty();
                    default ->
                        storages(run).map(StorageDescription::credentialsSecret).filter(Objects::nonNull);
                };
        Stream<String> server =
                run.kind() == RunKind.BACKUP ? Stream.of(run.server().secret()) : Stream.empty();
        return Stream.concat(storage, server).distinct().toList();
    }

    private static Stream<StorageDescription> storages(RunSpecification run) {
        List<CopyTarget> copies =
                run.copies() == null ? List.of() : run.copies().all();
        return Stream.concat(Stream.of(run.storage()), copies.stream().map(CopyTarget::storage));
    }

    private String volume(String secret) {
        return "secret-" + secrets().indexOf(secret);
    }

    List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        if (context.needsTool()) {
            mounts.add(readOnly("dromedary", PROGRAM));
        }
        mounts.add(mount("tmp", "/tmp").build());
        mounts.add(mount("work", WORK).build());
        context.data()
                .ifPresent(data -> mounts.add(mount("data", data.mountPath())
                        .withSubPath(data.subPath().isEmpty() ? null : data.subPath())
                        // Of the mount and not of the claim: some drivers would want to attach the disk anew.
                        .withReadOnly(context.kind() == RunKind.BACKUP ? true : null)
                        .build()));
        for (String secret : secrets()) {
            mounts.add(readOnly(volume(secret), SECRETS + "/" + secret));
        }
        if (!settings.routes().isEmpty()) {
            mounts.add(readOnly("routes", ROUTES));
        }
        return mounts;
    }

    VolumeMount target() {
        return mount("dromedary", TARGET).build();
    }

    private static VolumeMount readOnly(String volume, String path) {
        return mount(volume, path).withReadOnly(true).build();
    }

    private static VolumeMountBuilder mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path);
    }
}
