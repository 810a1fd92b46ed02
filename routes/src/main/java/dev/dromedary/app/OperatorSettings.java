package dev.dromedary.app;

import dev.dromedary.kube.Leadership;
import dev.dromedary.kube.RunSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of {@code config/operator.properties}, typed. */
record OperatorSettings(Settings settings) {
    /** In every pod that has an account. */
    private static final Path POD_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    private static final List<String> WORKERS = List.of(
            "dromedary.part.size",
            "dromedary.part.senders",
            "dromedary.part.fetch-ahead",
            "dromedary.spool.limit",
            "dromedary.spool.when-full",
            "dromedary.spool.patience",
            "dromedary.copy.patience",
            "dromedary.engine.timeout",
            "dromedary.prepare.timeout",
            "dromedary.server.timeout",
            "dromedary.storage.connect-timeout",
            "dromedary.storage.request-timeout",
            "dromedary.storage.attempts",
            "dromedary.storage.connections");

    /** None for all. */
    List<String> namespaces() {
        return Arrays.stream(settings.text("dromedary.watch.namespaces").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    Duration resync() {
        return settings.time("dromedary.watch.resync");
    }

    Duration requestTimeout() {
        return settings.time("dromedary.kube.request-timeout");
    }

    RunSettings runs() {
        Duration progress = settings.time("dromedary.job.progress-interval");
        return new RunSettings(
                settings.text("dromedary.image").strip(),
                settings.text("dromedary.job.pull-policy").strip(),
                settings.time("dromedary.job.ttl"),
                settings.time("dromedary.job.deadline"),
                settings.time("dromedary.job.start-timeout"),
                progress,
                settings.time("dromedary.job.grace"),
                settings.size("dromedary.spool.limit"),
                settings.text("dromedary.job.routes").strip(),
                handedOn(progress));
    }

    /** The worker reads the same files, but what is said to the operator it would not know. */
    private Map<String, String> handedOn(Duration progress) {
        Map<String, String> all = new HashMap<>();
        WORKERS.forEach(name -> all.put(variable(name), settings.text(name).strip()));
        // Each report is a line of the pod's log, which is not read more often than this.
        all.put(variable("dromedary.progress.interval"), Long.toString(progress.toMillis()));
        return all;
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** For a cluster to stop or to start. */
    Duration actionTimeout() {
        return settings.time("dromedary.server.action-timeout");
    }

    boolean ownedByOther() {
        return Boolean.parseBoolean(
                settings.text("dromedary.cluster.owned-by-other").strip());
    }

    boolean election() {
        return Boolean.parseBoolean(settings.text("dromedary.leader.election").strip());
    }

    Leadership.Terms terms() {
        return new Leadership.Terms(
                leaseNamespace(),
                settings.text("dromedary.leader.lease").strip(),
                identity(),
                settings.time("dromedary.leader.duration"),
                settings.time("dromedary.leader.deadline"),
                settings.time("dromedary.leader.period"));
    }

    private String leaseNamespace() {
        String named = settings.text("dromedary.leader.namespace").strip();
        if (!named.isEmpty()) {
            return named;
        }
        try {
            return Files.exists(POD_NAMESPACE) ? Files.readString(POD_NAMESPACE).strip() : "default";
        } catch (IOException e) {
            throw new IllegalStateException(POD_NAMESPACE + " cannot be read", e);
        }
    }

    private String identity() {
        String named = settings.text("dromedary.leader.identity").strip();
        if (!named.isEmpty()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName() + "-"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "dromedary-" + ProcessHandle.current().pid();
        }
    }
}
