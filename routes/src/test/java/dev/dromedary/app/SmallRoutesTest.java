package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes that are one stage, or a few in a row. */
class SmallRoutesTest extends RouteTest {
    static List<Arguments> routes() {
        return List.of(
                Arguments.of("resolve-chain", "resolve-chain", List.of("read-chain", "link-lsn")),
                Arguments.of("seal-manifest", "seal-manifest", List.of("require-tip", "seal-manifest")),
                Arguments.of("fetch-parts", "fetch-parts", List.of("fetch-parts")),
                Arguments.of("finish-restore", "roll-back-data", List.of("swap-data.rollBack")),
                Arguments.of("finish-restore", "accept-data", List.of("swap-data.accept")),
                Arguments.of("delete-backup", "delete-backup", List.of("open-run", "delete-backup")),
                Arguments.of("remove-from-storage", "remove-from-storage", List.of("open-run", "remove-from-storage")),
                Arguments.of("copy-backup", "copy-backup", List.of("open-run", "complete-copies")),
                Arguments.of("platform-local", "platform-list", List.of("folder-resources.list")),
                Arguments.of("platform-local", "platform-get", List.of("folder-resources.get")),
                Arguments.of("platform-local", "platform-status", List.of("folder-resources.update")),
                Arguments.of("platform-local", "platform-event", List.of("folder-events.append")),
                Arguments.of("platform-local", "platform-lock", List.of("folder-leases.lock")),
                Arguments.of("platform-local", "platform-unlock", List.of("folder-leases.unlock")),
                Arguments.of("platform-local-deletion", "platform-release", List.of("folder-resources.release")),
                Arguments.of("platform-local-deletion", "platform-namespace-ends", List.of()),
                Arguments.of("platform-local", "platform-create", List.of("folder-resources.create")),
                Arguments.of("platform-local-deletion", "platform-delete", List.of("folder-resources.delete")),
                Arguments.of(
                        "platform-local-deletion", "platform-delete-child", List.of("folder-resources.deleteMade")),
                Arguments.of("platform-local", "platform-launch", List.of("local-runs.launch")),
                Arguments.of("platform-local", "platform-follow", List.of("local-runs.follow")),
                Arguments.of("platform-local", "platform-cancel", List.of("local-runs.cancel")),
                Arguments.of("platform-local", "platform-found", List.of("local-runs.found")),
                Arguments.of("platform-kubernetes-runs", "platform-found", List.of("kube-runs.found")),
                Arguments.of("find-backups", "find-backups", List.of("open-run", "find-backups")),
                Arguments.of("platform-local", "platform-forget", List.of("local-runs.forget")),
                Arguments.of("platform-local-server", "platform-server-set", List.of()),
                Arguments.of("platform-local-server", "platform-stop-server", List.of("local-server.stop")),
                Arguments.of("platform-local-server", "platform-start-server", List.of("local-server.start")),
                Arguments.of("platform-local", "platform-members", List.of("host-members.list")),
                Arguments.of("platform-kubernetes-runs", "platform-launch", List.of("kube-runs.launch")),
                Arguments.of("platform-kubernetes-runs", "platform-follow", List.of("kube-runs.follow")),
                Arguments.of("platform-kubernetes-runs", "platform-cancel", List.of("kube-runs.cancel")),
                Arguments.of("platform-kubernetes-runs", "platform-forget", List.of("kube-runs.forget")),
                Arguments.of("platform-kubernetes-runs", "platform-members", List.of("kube-members.list")),
                Arguments.of("platform-kubernetes-runs", "platform-release-claims", List.of("held-claims.release")),
                Arguments.of("platform-kubernetes", "platform-list", List.of("kube-resources.list")),
                Arguments.of("platform-kubernetes", "platform-get", List.of("kube-resources.get")),
                Arguments.of("platform-kubernetes", "platform-status", List.of("kube-resources.update")),
                Arguments.of("platform-kubernetes", "platform-release", List.of("kube-resources.release")),
                Arguments.of("platform-kubernetes", "platform-create", List.of("kube-resources.create")),
                Arguments.of("platform-kubernetes", "platform-delete-child", List.of("kube-resources.delete")),
                Arguments.of("platform-kubernetes", "platform-delete", List.of("kube-resources.delete")),
                Arguments.of("platform-kubernetes", "platform-event", List.of("kube-events.append")),
                Arguments.of("platform-kubernetes", "platform-lock", List.of("kube-leases.lock")),
                Arguments.of("platform-kubernetes", "platform-unlock", List.of("kube-leases.unlock")),
                Arguments.of("platform-kubernetes-server", "platform-server-set", List.of("kube-server.look")),
                Arguments.of("platform-kubernetes-server", "platform-stop-server", List.of("kube-server.stop")),
                Arguments.of("platform-kubernetes-server", "platform-start-server", List.of("kube-server.start")),
                Arguments.of("platform-kubernetes-server", "platform-resume-cluster", List.of("kube-server.resume")),
                Arguments.of("platform-kubernetes-server", "platform-scale", List.of("kube-server.scale")));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteHasItsStagesInOrder(String file, String route, List<String> turns) throws Exception {
        stage(file);
        assertThat(send(route, "body").getException()).isNull();

        assertThat(turns()).isEqualTo(turns);
    }
}
