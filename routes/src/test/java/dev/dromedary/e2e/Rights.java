package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.app.DeployFiles;
import dev.dromedary.e2e.AuditLog.Request;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an operator may ask of the API server, and what it has asked. */
final class Rights {
    private static final int FORBIDDEN = 403;
    private static final int FIRST_REFUSAL = 400;

    /** One thing that a role allows. */
    record Right(String group, String resource, String verb) {}

    private final List<Request> asked;
    private final Set<Right> granted;

    Rights(Installation installation) {
        asked = AuditLog.of(installation).requests().toList();
        var role = (ClusterRole) DeployFiles.resources(DeployFiles.FOLDER.resolve("base/cluster-role.yaml"))
                .getFirst();
        granted = role.getRules().stream()
                .flatMap(rule -> rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> new Right(group, resource, verb)))))
                .collect(Collectors.toSet());
    }

    List<Request> asked() {
        return asked;
    }

    /** It asked for no Secret, ran nothing in a pod, used what it is granted, and was refused nothing. */
    void requireGranted() {
        assertThat(asked)
                .isNotEmpty()
                .noneMatch(request -> request.resource().startsWith("secrets"))
                .noneMatch(request -> request.resource().startsWith("pods/")
                        && !request.resource().equals("pods/log"));
        assertThat(asked).extracting(Rights::right).isSubsetOf(granted);
        assertThat(asked)
                .filteredOn(request -> request.code() == FORBIDDEN)
                .allMatch(request -> request.message().contains("because it is being terminated") || allowed(request));
    }

    /** An API server that has just been started does not know its roles for a moment: later it allowed the same. */
    private boolean allowed(Request refused) {
        return asked.stream()
                .anyMatch(other -> right(other).equals(right(refused))
                        && other.code() < FIRST_REFUSAL
                        && other.when().isAfter(refused.when()));
    }

    /** What it is granted and did not use. */
    Set<Right> unused() {
        Set<Right> unused = new HashSet<>(granted);
        asked.forEach(request -> unused.remove(right(request)));
        return unused;
    }

    private static Right right(Request request) {
        return new Right(request.group(), request.resource(), request.verb());
    }
}
