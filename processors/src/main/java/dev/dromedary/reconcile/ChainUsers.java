package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.BackupNames;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who depends on the chains of a cluster now, looked up for all of them at once: there may be thousands. */
final class ChainUsers {
    private final PerconaServerMySQL cluster;
    private final Map<String, PerconaServerMySQLBackup> byName = new HashMap<>();
    /** By the destination of the base. */
    private final Map<String, String> queued = new HashMap<>();

    private final Map<String, String> restored = new HashMap<>();

    /**
     * Looks at all there is.
     *
     * @param backups of the cluster
     * @param restores of all namespaces
     */
    ChainUsers(
            PerconaServerMySQL cluster,
            Collection<PerconaServerMySQLBackup> backups,
            Collection<PerconaServerMySQLRestore> restores) {
        this.cluster = cluster;
        backups.forEach(backup -> byName.put(backup.getMetadata().getName(), backup));
        Map<String, Optional<PerconaServerMySQLBackup>> newest = new HashMap<>();
        for (PerconaServerMySQLBackup backup : backups) {
            if (waits(backup)) {
                base(backup, newest, backups)
                        .map(base -> base.getStatus().destination)
                        .ifPresent(base -> queued.putIfAbsent(
                                base, "backup " + backup.getMetadata().getName() + " waits to extend it"));
            }
        }
        restores.forEach(this::note);
    }

    /** An increment that has not begun; which base it extends is settled when it does. */
    private static boolean waits(PerconaServerMySQLBackup backup) {
        return backup.getStatus().stateOrNew() == BackupState.NEW
                && backup.getSpec().typeOrDefault() == BackupType.INCREMENTAL
                && !Deletion.asked(backup);
    }

    private Optional<PerconaServerMySQLBackup> base(
            PerconaServerMySQLBackup increment,
            Map<String, Optional<PerconaServerMySQLBackup>> newest,
            Collection<PerconaServerMySQLBackup> backups) {
        String named = increment.getSpec().incrementalBaseBackupName;
        if (named != null && !named.isEmpty()) {
            return Optional.ofNullable(byName.get(named));
        }
        return newest.computeIfAbsent(increment.getSpec().storageName, name -> newest(name, backups));
    }

    private Optional<PerconaServerMySQLBackup> newest(String name, Collection<PerconaServerMySQLBackup> backups) {
        StorageSpec storage = cluster.getSpec().backup.storages.get(name);
        Set<String> leaving = BaseChoice.leaving(backups);
        return backups.stream()
                .filter(backup -> BackupChain.succeeded(backup)
                        && !backup.getStatus().incremental()
                        && !Deletion.asked(backup)
                        && backup.getStatus().completed != null)
                .filter(backup -> StorageDescriptions.same(backup.getStatus().storage, storage))
                .filter(backup -> !leaving.contains(backup.getStatus().destination))
                .max(BaseChoice.AGE);
    }

    private void note(PerconaServerMySQLRestore restore) {
        RestoreState state = restore.getStatus().stateOrNew();
        if (state.terminal() || state == RestoreState.ERROR) {
            return;
        }
        String name = restore.getSpec().backupName;
        var source = restore.getSpec().backupSource;
        String destination = source == null ? null : source.destination;
        if (name != null && !name.isEmpty()) {
            destination = Optional.ofNullable(byName.get(name))
                    .filter(backup -> Objects.equals(
                            backup.getMetadata().getNamespace(),
                            restore.getMetadata().getNamespace()))
                    .map(backup -> backup.getStatus().destination)
                    .orElse(null);
        }
        if (destination != null) {
            restored.put(
                    BackupNames.baseOf(destination),
                    "restore " + restore.getMetadata().getName() + " needs it");
        }
    }

    /** Why a chain has to stay for now; empty where nobody depends on it. */
    String of(BackupChain chain) {
        return chain.members().stream()
                .map(ChainUsers::atWork)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.ofNullable(queued.get(chain.base())))
                .or(() -> places(chain)
                        .map(restored::get)
                        .filter(Objects::nonNull)
                        .findFirst())
                .or(() -> undated(chain))
                .orElse("");
    }

    private static Optional<String> atWork(PerconaServerMySQLBackup member) {
        String name = member.getMetadata().getName();
        BackupState state = member.getStatus().stateOrNew();
        if (state != BackupState.NEW && !state.terminal()) {
            return Optional.of("backup " + name + " is at work in it");
        }
        if (Verification.pending(member)) {
            return Optional.of("backup " + name + " is being verified");
        }
        return Copying.underWay(member)
                ? Optional.of("copies of backup " + name + " are being completed")
                : Optional.empty();
    }

    private static Stream<String> places(BackupChain chain) {
        List<PerconaServerMySQLBackup> root = chain.root().stream().toList();
        return Stream.concat(
                Stream.of(chain.base()),
                root.stream().flatMap(base -> base.getStatus().copies.stream()).map(copy -> copy.destination));
    }

    private static Optional<String> undated(BackupChain chain) {
        Optional<Instant> known = chain.members().stream()
                .map(BackupChain::completed)
                .flatMap(Optional::stream)
                .findFirst();
        boolean base = chain.root().flatMap(BackupChain::completed).isPresent();
        return known.isPresent() && (base || chain.root().isEmpty())
                ? Optional.empty()
                : Optional.of("nobody knows how old it is: status.completed of " + chain.name() + " does not say");
    }
}
