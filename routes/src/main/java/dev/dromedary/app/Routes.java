package dev.dromedary.app;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which route files a role loads. A platform is swapped by naming another file. */
final class Routes {
    private static final List<String> OPERATOR = List.of(
            "watch-resources", "reconcile-backup", "reconcile-restore", "report-status", "on-reconcile-failure");
    private static final List<String> WORKER = List.of(
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
            "on-failure",
            "storage-*");

    private Routes() {}

    /**
     * Both in one process, on a plain host.
     *
     * @param extra folder of more route files, or empty
     */
    static String standalone(Home home, String extra) {
        String ours = Stream.of(
                        OPERATOR.stream(), WORKER.stream(), Stream.of("platform-local", "platform-local-deletion"))
                .flatMap(names -> names)
                .map(home::route)
                .collect(Collectors.joining(","));
        return extra.isBlank() ? ours : ours + ",file:" + extra + "/*.camel.yaml";
    }
}
