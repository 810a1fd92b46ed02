package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Optional;

/** The runs of a restore: they differ in what they do, not in what they are told. */
record RestoreRuns(RestoreView view, PerconaServerMySQL cluster, RestoreSource source) {
    static RestoreRuns of(RestoreView view, PerconaServerMySQL cluster) {
        RestoreSource source = RestoreSource.of(view, cluster);
        var local = cluster.getSpec().local;
        if (inPlace(view) && local != null && (local.dataDirectory == null || local.dataDirectory.isEmpty())) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "spec.local.dataDirectory of cluster " + view.clusterName() + " is not set",
                    "a stopped server cannot be asked where its data is");
        }
        return new RestoreRuns(view, cluster, source);
    }

    private static boolean inPlace(RestoreView view) {
        return view.restore().getSpec().targetOrDefault() == RestoreTarget.IN_PLACE;
    }

    String destination() {
        return source.destination();
    }

    boolean keepOldData() {
        return Boolean.TRUE.equals(view.restore().getSpec().keepOldData);
    }

    RunSpecification of(RunKind kind) {
        var options = view.restore().getSpec().containerOptions;
        boolean local = cluster.getSpec().local != null;
        // Looked for before the server is stopped, too: a claim that is not there ends the restore with the server up.
        Optional<Member> target = local || !inPlace(view) ? Optional.empty() : Optional.of(target());
        Optional<Member> mounted = target.filter(any -> kind != RunKind.PLAN);
        RunSpecification run = new RunSpecification(
                kind,
                RunSpecifications.owner(view.restore(), view.clusterName()),
                StorageDescriptions.of(source.storage()),
                source.destination(),
                null,
                null,
                local
                        ? RunSpecifications.onThisHost(cluster, source.storage(), options)
                        : RunSpecifications.inKubernetes(cluster, source.storage(), options, mounted, true),
                null,
                keepOldData(),
                local ? null : RunSpecifications.runAs(cluster, source.storage(), mounted));
        return run.with(source.copies());
    }

    /** The first member's data is what is restored, as in the contract; the others follow from it. */
    private Member target() {
        return view.members().get().stream()
                .filter(member -> member.ordinal() == 0 && member.claim() != null)
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        Reason.ClaimNotFound,
                        "the claim with the data of the first pod of cluster " + view.clusterName() + " is not found",
                        "a restore needs it; name its template in spec.mysql.dataVolume, its set in"
                                + " spec.mysql.statefulSetName"));
    }
}
