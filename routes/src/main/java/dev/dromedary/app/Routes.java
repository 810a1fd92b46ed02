package dev.dromedary.app;

import java.util.List;
import java.util.stream.Collectors;

/** Which route files a role loads. A platform is swapped by naming another file. */
final class Routes {
    private static final List<String> RECONCILE = List.of(
            "reconcile-backup",
            "reconcile-restore",
            "report-status",
            "import-backups",
            "schedule-backups",
            "prune-chains");
    private static final List<String> LOCAL = List.of(
            "watch-resources",
            "on-reconcile-failure",
            "platform-local",
            "platform-local-server",
            "platform-local-deletion");
    private static final List<String> KUBERNETES = List.of(
            "watch-kubernetes",
            "reconcile-cluster",
            "platform-kubernetes",
            "platform-kubernetes-runs",
            "platform-kubernetes-server");
    /** One run; no resources and no platform. */
    static final List<String> WORKER = List.of(
            "perform-run",
            "take-backup",
            "resolve-chain",
            "run-engine",
            "send-parts",
            "seal-manifest",
            "restore-backup",
            "fetch-parts",
            "prepare-chain",
            "finish-restore",
            "delete-backup",
            "remove-from-storage",
            "verify-backup",
            "copy-backup",
            "find-backups",
            "on-failure",
            "storage-*");

    /** Both in one process, on a plain host. */
    static final List<String> STANDALONE = joined(List.of(RECONCILE, WORKER, LOCAL));

    /** Watches and launches; touches neither data nor Secrets. */
    static final List<String> OPERATOR = joined(List.of(RECONCILE, KUBERNETES));

    private Routes() {}

    private static List<String> joined(List<List<String>> files) {
        return files.stream().flatMap(List::stream).toList();
    }

    /**
     * The pattern by which Camel finds the files of a role.
     *
     * @param extra folder of more route files, or empty
     */
    static String pattern(List<String> role, Home home, String extra) {
        String ours = role.stream().map(home::route).collect(Collectors.joining(","));
        return extra.isBlank() ? ours : ours + ",file:" + extra + "/*.camel.yaml";
    }
}
