package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** The runs of a restore: they differ in what they do, not in what they are told. */
record RestoreRuns(RestoreView view, PerconaServerMySQL cluster, RestoreSource source) {
    static RestoreRuns of(RestoreView view, PerconaServerMySQL cluster) {
        RestoreSource source = RestoreSource.of(view, cluster);
        var local = cluster.getSpec().local;
        boolean inPlace = view.restore().getSpec().targetOrDefault() == RestoreTarget.IN_PLACE;
        if (inPlace && local != null && (local.dataDirectory == null || local.dataDirectory.isEmpty())) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "spec.local.dataDirectory of cluster " + view.clusterName() + " is not set",
                    "a stopped server cannot be asked where its data is");
        }
        return new RestoreRuns(view, cluster, source);
    }

    String destination() {
        return source.destination();
    }

    boolean keepOldData() {
        return Boolean.TRUE.equals(view.restore().getSpec().keepOldData);
    }

    RunSpecification of(RunKind kind) {
        return new RunSpecification(
                kind,
                RunSpecifications.owner(view.restore(), view.clusterName()),
                StorageDescriptions.of(source.storage()),
                source.destination(),
                null,
                null,
                RunSpecifications.server(
                        cluster, source.storage(), view.restore().getSpec().containerOptions),
                null,
                keepOldData());
    }
}
