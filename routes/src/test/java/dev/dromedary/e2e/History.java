package dev.dromedary.e2e;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What happens to the backups of a place and to their lease while it is watched, nothing left out, in order. */
final class History implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final String FREE = "";

    private final List<String> states = new ArrayList<>();
    private final Map<String, String> last = new HashMap<>();
    private final Map<String, List<String>> conditions = new HashMap<>();
    private final List<Lease> leases = new ArrayList<>();
    private final List<String> holders = new ArrayList<>();
    private final List<SharedIndexInformer<?>> informers;

    private interface Note<T> {
        void of(T resource, boolean there);
    }

    private class Noting<T> implements ResourceEventHandler<T> {
        private final Note<T> note;

        Noting(Note<T> note) {
            this.note = note;
        }

        @Override
        public void onAdd(T added) {
            note(added, true);
        }

        @Override
        public void onUpdate(T before, T after) {
            note(after, true);
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            note(deleted, false);
        }

        private void note(T resource, boolean there) {
            synchronized (History.this) {
                note.of(resource, there);
                History.this.notifyAll();
            }
        }
    }

    History(Place place) {
        var client = place.node.client;
        informers = List.of(
                client.resources(PerconaServerMySQLBackup.class)
                        .inNamespace(place.namespace)
                        .inform(new Noting<>((backup, there) -> note(backup))),
                client.resources(Lease.class)
                        .inNamespace(place.namespace)
                        .withName(Names.backupLease("shop"))
                        .inform(new Noting<>(this::note)));
    }

    private void note(PerconaServerMySQLBackup backup) {
        String name = backup.getMetadata().getName();
        String state = Place.state(backup).wire();
        if (!state.equals(last.put(name, state))) {
            states.add((name + " " + state).strip());
        }
        List<String> told = conditions.computeIfAbsent(name, none -> new ArrayList<>());
        String now = backup.getStatus() == null ? "" : condition(backup);
        if (told.isEmpty() || !told.getLast().equals(now)) {
            told.add(now);
        }
    }

    private static String condition(PerconaServerMySQLBackup backup) {
        return backup.getStatus().conditions.stream()
                .filter(condition -> condition.getType().equals(Names.LEASE_CONDITION))
                .map(condition -> condition.getStatus() + " " + condition.getReason() + ": " + condition.getMessage())
                .findFirst()
                .orElse("");
    }

    private void note(Lease lease, boolean there) {
        holders.add(there ? lease.getSpec().getHolderIdentity() : FREE);
        if (there) {
            leases.add(lease);
        }
    }

    /** Backups with their new state, in the order of the changes. */
    synchronized List<String> states() {
        return List.copyOf(states);
    }

    /** What the condition about the lease said of a backup, one after the other; empty while there was none. */
    synchronized List<String> leaseConditions(String backup) {
        return List.copyOf(conditions.getOrDefault(backup, List.of()));
    }

    /** Who held the lease; empty when it went. */
    synchronized List<String> holders() {
        return List.copyOf(holders);
    }

    synchronized List<Lease> leases() {
        return List.copyOf(leases);
    }

    /** Waits until the state of a backup was seen. */
    void awaitState(String backup, String state) {
        await(() -> states.contains(backup + " " + state), backup + " " + state, LONG);
    }

    /** Waits until the lease is free again after this holder. */
    void awaitFreed(String holder) {
        await(
                () -> holders.lastIndexOf(holder) >= 0 && holders.lastIndexOf(FREE) > holders.lastIndexOf(holder),
                "the lease freed by " + holder,
                SHORT);
    }

    private synchronized void await(BooleanSupplier sign, String what, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!sign.getAsBoolean()) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError(what + " was not seen, but " + states + " and " + holders);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(Objects.requireNonNull(what), e);
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
