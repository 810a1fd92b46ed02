package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.ClusterDecider;
import dev.dromedary.reconcile.ClusterView;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks at a cluster, its StatefulSet and its restores, and decides what is next. */
public final class DecideCluster implements Processor {
    private final Platform platform;
    private final Clock clock;

    public DecideCluster(Platform platform, Clock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        PerconaServerMySQL cluster = exchange.getMessage().getBody(PerconaServerMySQL.class);
        String namespace = cluster.getMetadata().getNamespace();
        exchange.getMessage()
                .setBody(ClusterDecider.decide(new ClusterView(
                        cluster,
                        platform.serverSet(cluster),
                        platform.list(PerconaServerMySQLRestore.class, namespace),
                        clock.instant())));
    }
}
