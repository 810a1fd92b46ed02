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
import java.util.List;
import java.util.Map;

/** The settings of {@code config/operator.properties}, typed. */
record OperatorSettings(Settings settings) {
    /** In every pod that has an account. */
    private static final Path POD_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

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

    /** For a cluster to stop or to start. */
    Duration actionTimeout() {
        return settings.time("dromedary.server.action-timeout");
    }

    boolean ownedByOther() {
        return Boolean.parseBoolean(
                settings.text("dromedary.cluster.owned-by-other").strip());
    }

    RunSettings runs() {
        return new RunSettings(
                settings.text("dromedary.run.image").strip(),
                settings.text("dromedary.run.pull-policy").strip(),
                settings.time("dromedary.run.ttl"),
                settings.time("dromedary.run.deadline"),
                settings.time("dromedary.run.start-patience"),
                settings.time("dromedary.run.progress-interval"),
                settings.time("dromedary.stop.timeout"),
                settings.size("dromedary.spool.limit"),
                Map.of());
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
