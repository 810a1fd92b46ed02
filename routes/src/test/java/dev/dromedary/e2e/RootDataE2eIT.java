package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.junit.jupiter.api.Test;

/** Data that belongs to root: no run becomes root by itself, only where its storage says so. */
@EndToEnd("shop")
class RootDataE2eIT {
    @Test
    void aRunIsRootOnlyWhereItsStorageSaysSo(Installation installation) {
        Place place = installation.place("shop");
        Wishes wishes = new Wishes(place);
        Server server = place.setUp("mariadb");
        // The server goes on as its own user: all may write there now.
        server.shell("chown -R 0:0 /var/lib/mysql && chmod -R a+rwX /var/lib/mysql");

        wishes.full("refused");
        Told.endOf(place, "refused").requireError(Reason.RootOwnsData, "the data in /var/lib/mysql belongs to root");

        wishes.cluster(cluster -> cluster.getSpec()
                .backup
                .storages
                .values()
                .forEach(storage -> storage.podSecurityContext =
                        new PodSecurityContextBuilder().withRunAsUser(0L).build()));
        wishes.full("allowed");
        Told.endOf(place, "allowed").requireSuccess();
        assertThat(place.node
                        .client
                        .resources(Job.class)
                        .inNamespace(place.namespace)
                        .withLabel(Names.INSTANCE_LABEL, "allowed")
                        .list()
                        .getItems())
                .extracting(job -> job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getSecurityContext()
                        .getRunAsUser())
                .containsExactly(0L);
    }
}
