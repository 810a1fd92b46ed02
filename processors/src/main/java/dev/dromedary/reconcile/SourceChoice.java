package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.Member;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which server of a cluster a backup is taken from: the one that the backup names; for an increment that of its base,
 * since an LSN means something on one server only; the one that the cluster names; a ready replica; the primary.
 */
final class SourceChoice {
    private static final String PREFIX = "failed to get the source host for backup: ";
    private static final String FULL = "take a full backup, or set spec.backup.chain.onBrokenChain to Full";

    private final PerconaServerMySQL cluster;
    private final List<Member> members;

    private SourceChoice(PerconaServerMySQL cluster, List<Member> members) {
        this.cluster = cluster;
        this.members = members;
    }

    /**
     * The server; none for a cluster on this host, which has one.
     *
     * @param base of an increment, or null
     * @throws BackupException with the contract's prefix; a reason of a broken chain if it is the base's server that is not
     *     there, or not the one that is named
     */
    static Optional<Member> choose(BackupView view, PerconaServerMySQL cluster, PerconaServerMySQLBackup base) {
        if (cluster.getSpec().local != null) {
            return Optional.empty();
        }
        SourceChoice choice = new SourceChoice(cluster, view.members().get());
        String host = base == null ? null : base.getStatus().backupSource;
        return Optional.of(choice.usable(choice.choose(named(view.backup().getSpec().sourcePod), host)));
    }

    /** The server that was chosen before, whatever is ready by now. */
    static Optional<Member> again(BackupView view, PerconaServerMySQL cluster) {
        if (cluster.getSpec().local != null) {
            return Optional.empty();
        }
        SourceChoice choice = new SourceChoice(cluster, view.members().get());
        return Optional.of(choice.ofChain(view.backup().getStatus().backupSource));
    }

    private Member choose(Optional<String> pod, String chainHost) {
        if (chainHost == null || chainHost.isEmpty()) {
            return pod.or(() -> named(cluster.getSpec().backup.sourcePod))
                    .map(this::pod)
                    .orElseGet(this::replica);
        }
        if (pod.isEmpty()) {
            return ofChain(chainHost);
        }
        Member wanted = pod(pod.get());
        if (!wanted.host().equals(chainHost)) {
            throw new BackupException(
                    Reason.LineageChanged,
                    PREFIX + "the chain was taken from " + chainHost + ", the backup's sourcePod is " + wanted.pod(),
                    FULL);
        }
        return wanted;
    }

    private Member pod(String name) {
        return members.stream()
                .filter(member -> member.pod().equals(name))
                .findFirst()
                .orElseThrow(() -> unusable(
                        "pod " + name + " not found",
                        members.isEmpty() ? "the cluster has no pods" : "its pods are: " + String.join(", ", pods())));
    }

    private Member ofChain(String host) {
        return members.stream()
                .filter(member -> member.host().equals(host))
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        Reason.LineageChanged, PREFIX + "the server of the chain, " + host + ", is gone", FULL));
    }

    /** A pod that nothing marks as the primary counts as a replica; of several the last one, which joined last. */
    private Member replica() {
        return members.stream()
                .filter(Member::ready)
                .max(Comparator.comparing((Member member) -> !member.primary()).thenComparing(Member::ordinal))
                .orElseThrow(() -> unusable("no pod of the cluster is ready", "see what its pods wait for"));
    }

    private Member usable(Member member) {
        if (!member.ready()) {
            throw unusable("pod " + member.pod() + " is not ready", "take the backup when it is");
        }
        if (member.claim() == null) {
            throw unusable(
                    "pod " + member.pod() + " has no claim with its data",
                    "name the claim template with the data in spec.mysql.dataVolume");
        }
        return member;
    }

    private List<String> pods() {
        return members.stream().map(Member::pod).toList();
    }

    private static Optional<String> named(String pod) {
        return Optional.ofNullable(pod).filter(name -> !name.isEmpty());
    }

    private static BackupException unusable(String message, String hint) {
        return new BackupException(Reason.SourcePodUnusable, PREFIX + message, hint);
    }
}
