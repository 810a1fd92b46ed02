package dev.dromedary.kube;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RestoreState;
import dev.dromedary.run.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Resources in three namespaces, and which of them their watches have looked at. */
final class WakeUps {
    final WorkQueue<ResourceKey> queue =
            new WorkQueue<>(ResourceKey::namespace, Duration.ofDays(1), Duration.ofDays(1), System::nanoTime);

    private final ApiServer server;

    /** All of these are there before anything is watched. */
    WakeUps(ApiServer server) {
        this.server = server;
        server.backup("ns", "done", BackupState.SUCCEEDED);
        server.backup("ns", "failed", BackupState.FAILED);
        server.backup("ns", "new", BackupState.NEW);
        server.restore("ns", "restored", RestoreState.SUCCEEDED);
        server.restore("ns", "restoring", RestoreState.RUNNING);
        server.cluster("ns", "c");
        server.backup("other", "waiting", BackupState.NEW);
        server.restore("fence", "fence", RestoreState.NEW);
    }

    /**
     * Everything that is to be looked at in the beginning has been.
     *
     * @param more names of what else there is
     */
    void start(Watches watches, String... more) throws InterruptedException {
        watches.subscribe(queue);
        watches.start();
        Set<String> woken = new TreeSet<>();
        Set<String> all = new TreeSet<>(List.of("c", "new", "restoring", "waiting", "fence"));
        all.addAll(List.of(more));
        while (!woken.equals(all)) {
            woken.add(next());
        }
    }

    /** The name of what is looked at next. */
    String next() throws InterruptedException {
        return done(queue.take());
    }

    private String done(ResourceKey key) {
        queue.done(key);
        return key.name();
    }

    /** What was to be looked at before the fence, by name; restores come last of all in a namespace. */
    Set<String> untilTheFence() throws InterruptedException {
        Set<String> woken = new TreeSet<>();
        while (!woken.contains("fence")) {
            woken.add(next());
        }
        for (Optional<ResourceKey> key = queue.poll(); key.isPresent(); key = queue.poll()) {
            woken.add(done(key.get()));
        }
        woken.remove("fence");
        return woken;
    }

    private void edit(String namespace, String name, Consumer<PerconaServerMySQLBackup> change) {
        server.client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(namespace)
                .withName(name)
                .edit(stored -> {
                    change.accept(stored);
                    return stored;
                });
    }

    /** What an edit of a backup wakes; its event comes before that of the fence's backup. */
    Set<String> wokenByEdit(String name, Consumer<PerconaServerMySQLBackup> change) throws InterruptedException {
        edit("ns", name, change);
        server.backup("fence", "b" + System.nanoTime(), BackupState.SUCCEEDED);
        return untilTheFence();
    }
}
