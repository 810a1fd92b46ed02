package dev.dromedary.kube;

import dev.dromedary.api.MySqlSection;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.ServerSet;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims of all members of a cluster but the first. They hold the data of before a restore; without them the members copy
 * themselves from the restored one. Those of members that are scaled away now are among them: they would come back with that
 * data one day.
 */
final class OtherClaims {
    private static final Logger LOG = LoggerFactory.getLogger(OtherClaims.class);

    private final ClusterCalls calls;

    OtherClaims(ClusterCalls calls) {
        this.calls = calls;
    }

    /**
     * Deletes them.
     *
     * @param set as the API server tells it now
     * @param most how many members may run; who runs beyond that uses his claim
     */
    void delete(PerconaServerMySQL cluster, ServerSet set, int most) {
        if (set.replicas() > most || set.members() > most) {
            throw new BackupException(
                    Reason.ServerNotStarted,
                    "StatefulSet " + set.name() + " was scaled to " + Math.max(set.replicas(), set.members())
                            + " while its first member was restored, the others run on other data",
                    "scale it to 1, delete the other claims, and scale it up again");
        }
        Pattern name = names(cluster, set);
        for (PersistentVolumeClaim claim : calls.claims(cluster.getMetadata().getNamespace())) {
            Matcher matcher = name.matcher(claim.getMetadata().getName());
            if (matcher.matches() && Integer.parseInt(matcher.group("number")) != set.first()) {
                LOG.info(
                        "claim {}/{} is deleted, its member copies itself from {}",
                        claim.getMetadata().getNamespace(),
                        claim.getMetadata().getName(),
                        set.pod(0));
                calls.delete(claim);
            }
        }
    }

    /** As the StatefulSet controller makes them. */
    private static Pattern names(PerconaServerMySQL cluster, ServerSet set) {
        MySqlSection mysql = Objects.requireNonNullElseGet(cluster.getSpec().mysql, MySqlSection::new);
        return Pattern.compile(
                Pattern.quote(mysql.dataVolumeOrDefault() + "-" + set.name() + "-") + "(?<number>0|[1-9]\\d{0,8})");
    }
}
