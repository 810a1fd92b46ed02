package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.reconcile.PruneDecider;
import dev.dromedary.reconcile.PruneView;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks at a cluster and its chains, and decides what its retention removes next. One without retention costs nothing. */
public final class DecidePrune implements Processor {
    private final Platform platform;
    private final Clock clock;

    public DecidePrune(Platform platform, Clock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        PerconaServerMySQL seen = exchange.getMessage().getBody(PerconaServerMySQL.class);
        String namespace = seen.getMetadata().getNamespace();
        // Read again: whoever came before us in this look may have written its status.
        PerconaServerMySQL cluster = platform.get(
                PerconaServerMySQL.class, namespace, seen.getMetadata().getName());
        if (cluster == null || !PruneDecider.concerned(cluster)) {
            exchange.getMessage().setBody(new Decision(seen, false, List.of(), Next.WAIT, null));
            return;
        }
        Decision decision = PruneDecider.decide(new PruneView(
                cluster,
                platform.backupsOf(namespace, cluster.getMetadata().getName()),
                platform.list(PerconaServerMySQLRestore.class, null),
                clock.instant(),
                clock.getZone()));
        if (!decision.again().isZero()) {
            sooner(exchange, decision.again().toMillis());
        }
        exchange.getMessage().setBody(decision);
    }

    private static void sooner(Exchange exchange, long millis) {
        Long before = exchange.getVariable(DecideBackup.REQUEUE_AFTER, Long.class);
        exchange.setVariable(DecideBackup.REQUEUE_AFTER, before == null ? millis : Math.min(before, millis));
    }
}
