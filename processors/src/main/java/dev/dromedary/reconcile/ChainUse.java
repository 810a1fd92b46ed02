package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.chain.BackupNames;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who depends on a backup, as far as the resources tell. Members of a chain are known by their destinations. */
record ChainUse(
        PerconaServerMySQLBackup backup,
        List<PerconaServerMySQLBackup> backups,
        List<PerconaServerMySQLRestore> restores) {

    /** Whether increments that succeeded come after this one. */
    boolean middle() {
        return middle(backup);
    }

    private boolean middle(PerconaServerMySQLBackup increment) {
        return succeeded(increment)
                && increments().anyMatch(other -> succeeded(other) && later(other.getStatus(), increment.getStatus()));
    }

    /**
     * The increment of this base that goes next: the newest, and none that has others after it, which would wait for
     * them.
     */
    Optional<PerconaServerMySQLBackup> nextChild() {
        return increments()
                .sorted(Comparator.comparing(ChainUse::time).reversed())
                .min(Comparator.comparing(this::middle));
    }

    /** The increments of this base in the order in which they go. */
    List<PerconaServerMySQLBackup> newestFirst() {
        return increments()
                .sorted(Comparator.comparing(
                        PerconaServerMySQLBackup::getStatus,
                        (one, other) -> later(one, other) ? -1 : later(other, one) ? 1 : 0))
                .toList();
    }

    /** A backup at work in this chain. */
    Optional<String> extending() {
        return chain().filter(other -> {
                    BackupState state = other.getStatus().stateOrNew();
                    return state != BackupState.NEW && !state.terminal();
                })
                .map(other -> other.getMetadata().getName())
                .findFirst();
    }

    /** A restore that needs this backup and has not ended. One that waits its turn counts too. */
    Optional<String> restoring() {
        return restores.stream()
                .filter(restore -> {
                    RestoreState state = restore.getStatus().stateOrNew();
                    return !state.terminal() && state != RestoreState.ERROR;
                })
                .filter(restore -> destination(restore).filter(this::needs).isPresent())
                .map(restore -> restore.getMetadata().getName())
                .findFirst();
    }

    private boolean needs(String restored) {
        Stream<String> copies = backup.getStatus().copies.stream().map(copy -> copy.destination);
        return Stream.concat(Stream.of(backup.getStatus().destination), copies)
                .anyMatch(own ->
                        restored.equals(own) || BackupNames.baseOf(restored).equals(own));
    }

    private Optional<String> destination(PerconaServerMySQLRestore restore) {
        String name = restore.getSpec().backupName;
        if (name == null || name.isEmpty()) {
            return Optional.ofNullable(restore.getSpec().backupSource).map(source -> source.destination);
        }
        return backups.stream()
                .filter(other -> other.getMetadata().getName().equals(name))
                .filter(other -> Objects.equals(
                        other.getMetadata().getNamespace(),
                        restore.getMetadata().getNamespace()))
                .map(other -> other.getStatus().destination)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The others of this backup's chain. */
    private Stream<PerconaServerMySQLBackup> chain() {
        return backups.stream()
                .filter(other -> !Objects.equals(
                        other.getMetadata().getUid(), backup.getMetadata().getUid()))
                .filter(other -> Objects.equals(other.getSpec().clusterName, backup.getSpec().clusterName))
                .filter(other -> other.getStatus().destination != null
                        && base(other).equals(base(backup))
                        && StorageDescriptions.same(other.getStatus().storage, backup.getStatus().storage));
    }

    private Stream<PerconaServerMySQLBackup> increments() {
        return chain().filter(other -> !base(other).equals(other.getStatus().destination));
    }

    private static String base(PerconaServerMySQLBackup backup) {
        return BackupNames.baseOf(backup.getStatus().destination);
    }

    private static boolean succeeded(PerconaServerMySQLBackup backup) {
        return backup.getStatus().stateOrNew() == BackupState.SUCCEEDED;
    }

    /** By the place in the chain, which does not depend on clocks; the reference's have none, and go by their time. */
    private static boolean later(BackupStatus one, BackupStatus other) {
        Integer place = place(one);
        Integer otherPlace = place(other);
        if (place == null || otherPlace == null) {
            return text(one.completed).compareTo(text(other.completed)) > 0;
        }
        return place > otherPlace;
    }

    private static Integer place(BackupStatus status) {
        return status.chain == null ? null : status.chain.position;
    }

    private static String time(PerconaServerMySQLBackup backup) {
        String completed = backup.getStatus().completed;
        return completed == null ? text(backup.getMetadata().getCreationTimestamp()) : completed;
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
