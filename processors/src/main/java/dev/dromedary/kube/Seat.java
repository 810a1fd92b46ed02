package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunAs;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place of a StatefulSet, taken by a pod or not.
 *
 * @param number the ordinal in the pod's name
 * @param index counted from the set's first
 * @param name of its pod
 * @param volume the name of the one with the data
 */
record Seat(StatefulSet set, int number, int index, String name, Optional<Pod> pod, String volume) {
    Member member(Optional<PersistentVolumeClaim> claim) {
        var metadata = set.getMetadata();
        Optional<VolumeMount> mount = mount();
        return new Member(
                name,
                name + "." + set.getSpec().getServiceName() + "." + metadata.getNamespace(),
                pod.filter(Seat::ready).isPresent(),
                pod.filter(Seat::primary).isPresent(),
                index,
                pod.map(any -> any.getSpec().getNodeName()).orElse(null),
                claim.filter(any -> mount.isPresent())
                        .map(any -> any.getMetadata().getName())
                        .orElse(null),
                claim.map(any -> any.getMetadata().getUid()).orElse(null),
                mount.map(VolumeMount::getMountPath).orElse(null),
                mount.map(VolumeMount::getSubPath).orElse(""),
                runAs());
    }

    /** On the node of the pod, if there is one: a claim is as a rule to be had on one node at a time. */
    DataPlace place(String claim) {
        VolumeMount mount = mount().orElseThrow();
        return new DataPlace(
                claim,
                mount.getMountPath(),
                Objects.requireNonNullElse(mount.getSubPath(), ""),
                pod.map(any -> any.getSpec().getNodeName()).orElse(null),
                spec().getTolerations());
    }

    /** The claim that the pod has, or would have. */
    Optional<String> claim() {
        Stream<String> pods = spec().getVolumes().stream()
                .filter(each -> each.getName().equals(volume))
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(PersistentVolumeClaimVolumeSource::getClaimName);
        Stream<String> templates = set.getSpec().getVolumeClaimTemplates().stream()
                .map(template -> template.getMetadata().getName())
                .filter(volume::equals)
                .map(template -> template + "-" + name);
        return Stream.concat(pods, templates).findFirst();
    }

    private PodSpec spec() {
        return pod.map(Pod::getSpec).orElseGet(() -> set.getSpec().getTemplate().getSpec());
    }

    /** The container that has the data is the server. */
    private Optional<Container> server() {
        return spec().getContainers().stream()
                .filter(container -> container.getVolumeMounts().stream().anyMatch(this::ofData))
                .findFirst();
    }

    private Optional<VolumeMount> mount() {
        return server().flatMap(container ->
                container.getVolumeMounts().stream().filter(this::ofData).findFirst());
    }

    private boolean ofData(VolumeMount mount) {
        return mount.getName().equals(volume);
    }

    /** Root steps down to another user, whom the image alone knows. */
    private RunAs runAs() {
        Optional<SecurityContext> own = server().map(Container::getSecurityContext);
        Optional<PodSecurityContext> all = Optional.ofNullable(spec().getSecurityContext());
        return own.map(SecurityContext::getRunAsUser)
                .or(() -> all.map(PodSecurityContext::getRunAsUser))
                .filter(user -> user != 0)
                .map(user -> new RunAs(
                        user,
                        own.map(SecurityContext::getRunAsGroup)
                                .or(() -> all.map(PodSecurityContext::getRunAsGroup))
                                .or(() -> all.map(PodSecurityContext::getFsGroup))
                                .orElse(null)))
                .orElse(null);
    }

    private static boolean ready(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private static boolean primary(Pod pod) {
        return pod.getMetadata().getLabels() != null
                && "true".equals(pod.getMetadata().getLabels().get(Names.PRIMARY_LABEL));
    }
}
