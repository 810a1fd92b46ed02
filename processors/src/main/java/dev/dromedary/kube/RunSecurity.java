package dev.dromedary.kube;

import dev.dromedary.run.RunAs;
import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SeccompProfileBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * As little as a run needs, which is the {@code restricted} profile of Kubernetes. What the storage says of a field wins;
 * whom the run runs as was decided before, the storage heard.
 */
final class RunSecurity {
    /** The user of the reference's images. */
    private static final long NOBODY_SAYS = 1001;

    private final PodSecurityContext podWish;
    private final SecurityContext containerWish;
    private final Optional<RunAs> runAs;

    RunSecurity(RunContext context) {
        this.podWish = Objects.requireNonNullElseGet(context.storage().podSecurityContext, PodSecurityContext::new);
        this.containerWish =
                Objects.requireNonNullElseGet(context.storage().containerSecurityContext, SecurityContext::new);
        this.runAs = Optional.ofNullable(context.runAs());
    }

    /** @param ownVolume whether a claim is made for the pod, which it has to be able to write to */
    PodSecurityContext pod(boolean ownVolume) {
        long user = user();
        Long group = runAs.map(RunAs::group).orElse(podWish.getRunAsGroup());
        var context = new PodSecurityContextBuilder(podWish).withRunAsUser(user).withRunAsGroup(group);
        if (podWish.getRunAsNonRoot() == null) {
            context.withRunAsNonRoot(user != 0);
        }
        if (podWish.getSeccompProfile() == null) {
            context.withSeccompProfile(
                    new SeccompProfileBuilder().withType("RuntimeDefault").build());
        }
        if (ownVolume && podWish.getFsGroup() == null) {
            context.withFsGroup(Objects.requireNonNullElse(group, user));
        }
        return context.build();
    }

    private long user() {
        return runAs.map(RunAs::user)
                .or(() -> Optional.ofNullable(containerWish.getRunAsUser()))
                .or(() -> Optional.ofNullable(podWish.getRunAsUser()))
                .orElse(NOBODY_SAYS);
    }

    SecurityContext container() {
        // The user is the pod's, so that one place says it.
        return restricted(new SecurityContextBuilder(containerWish)
                .withRunAsUser(null)
                .withRunAsGroup(null)
                .build());
    }

    /** @param wish of the init container; null where nobody has one */
    SecurityContext init(SecurityContext wish) {
        return wish == null ? container() : restricted(wish);
    }

    private static SecurityContext restricted(SecurityContext wish) {
        var context = new SecurityContextBuilder(wish);
        if (wish.getAllowPrivilegeEscalation() == null) {
            context.withAllowPrivilegeEscalation(false);
        }
        if (wish.getReadOnlyRootFilesystem() == null) {
            context.withReadOnlyRootFilesystem(true);
        }
        if (wish.getCapabilities() == null) {
            context.withCapabilities(
                    new CapabilitiesBuilder().withDrop(List.of("ALL")).build());
        }
        return context.build();
    }
}
