package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.List;
import java.util.Optional;

/** What has to hold before a backup is removed from one of its storages, whoever asks for it. */
record RemovalChecks(RemovalView view) {
    /**
     * Makes sure that nothing is lost with it.
     *
     * @throws BackupException {@code LastPlace} or {@code IncrementsFirst}
     */
    void require(StoredPlace place) {
        List<PerconaServerMySQLBackup> chain = chain();
        int here = chain.indexOf(view.backup());
        chain.stream().filter(Verification::damaged).findFirst().ifPresent(member -> {
            throw new BackupException(
                    Reason.LastPlace,
                    "backup " + name(member) + " of its chain is known to be damaged, and what is in " + place.name()
                            + " may be all that is left",
                    "verify it once more, or delete the whole chain");
        });
        List<PerconaServerMySQLBackup> needed = chain.subList(0, here + 1);
        boolean elsewhere = StoredPlace.of(view.backup()).stream()
                .filter(other -> !other.equals(place) && other.complete())
                .anyMatch(other -> needed.stream().allMatch(member -> complete(member, other)));
        if (!elsewhere) {
            throw new BackupException(
                    Reason.LastPlace,
                    "it is not complete, with all that it builds on, in another storage than " + place.name(),
                    "wait until a copy is complete, or delete the backup");
        }
        chain.subList(here + 1, chain.size()).reversed().stream()
                .filter(RemovalChecks::counts)
                .filter(member -> lies(member, place))
                .findFirst()
                .ifPresent(member -> {
                    throw new BackupException(
                            Reason.IncrementsFirst,
                            "backup " + name(member) + ", which builds on it, is still in " + place.name(),
                            "the newest increment goes first; remove that one from there before");
                });
    }

    /** The members of its chain in their order. */
    private List<PerconaServerMySQLBackup> chain() {
        String uid = view.backup().getMetadata().getUid();
        List<PerconaServerMySQLBackup> all = view.backups().stream()
                .map(each -> uid.equals(each.getMetadata().getUid()) ? view.backup() : each)
                .toList();
        return BackupChain.of(all).stream()
                .map(BackupChain::members)
                .filter(members -> members.contains(view.backup()))
                .findFirst()
                .map(members -> members.stream()
                        .filter(member -> counts(member) || member.equals(view.backup()))
                        .toList())
                .orElseGet(() -> List.of(view.backup()));
    }

    /** Failed ones are no members, unless they have left something. */
    private static boolean counts(PerconaServerMySQLBackup member) {
        BackupState state = member.getStatus().stateOrNew();
        boolean came = state == BackupState.SUCCEEDED || (state != BackupState.NEW && !state.terminal());
        return came || BackupDecider.hasLeftovers(member.getStatus());
    }

    private static boolean complete(PerconaServerMySQLBackup member, StoredPlace place) {
        return StoredPlace.of(member).stream().anyMatch(each -> each.complete() && each.in(place.storage()));
    }

    private static boolean lies(PerconaServerMySQLBackup member, StoredPlace place) {
        return StoredPlace.of(member).stream().anyMatch(each -> each.lies() && each.in(place.storage()));
    }

    /** Who is at work with it, so that it has to stay for now. */
    Optional<String> user() {
        ChainUse use = new ChainUse(view.backup(), view.backups(), view.restores());
        return use.extending()
                .map(name -> "backup " + name + " is at work in its chain")
                .or(() -> use.restoring().map(name -> "restore " + name + " needs it"))
                .or(() -> view.copy().atWork() ? Optional.of("its copies are being completed") : Optional.empty());
    }

    private static String name(PerconaServerMySQLBackup backup) {
        return backup.getMetadata().getName();
    }
}
