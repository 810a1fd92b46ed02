package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.ImportDecider;
import dev.dromedary.reconcile.ImportStep;
import dev.dromedary.reconcile.ImportView;
import dev.dromedary.reconcile.Retries;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks at a cluster and at the runs that look into its storages, and decides what is next to have all backups as resources. */
public final class DecideImport implements Processor {
    private final Platform platform;
    private final Retries retries;
    private final InstantSource clock;

    /** @param retries the pauses between attempts to look into a storage that does not answer */
    public DecideImport(Platform platform, Retries retries, InstantSource clock) {
        this.platform = platform;
        this.retries = retries;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        PerconaServerMySQL read = exchange.getMessage().getBody(PerconaServerMySQL.class);
        var metadata = read.getMetadata();
        PerconaServerMySQL cluster =
                platform.get(PerconaServerMySQL.class, metadata.getNamespace(), metadata.getName());
        ImportStep step = ImportDecider.decide(new ImportView(
                cluster == null ? read : cluster,
                platform.list(PerconaServerMySQLBackup.class, metadata.getNamespace()),
                platform::follow,
                platform::found,
                retries,
                clock.instant()));
        Decision decision = step.decision();
        if (!decision.again().isZero()) {
            exchange.setVariable(DecideBackup.REQUEUE_AFTER, decision.again().toMillis());
        }
        exchange.getMessage().setBody(step);
    }
}
