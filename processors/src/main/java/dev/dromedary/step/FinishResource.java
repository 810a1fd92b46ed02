package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.run.Lock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Names the lease that a resource gives back when it is done. */
public final class FinishResource implements Processor {
    @Override
    public void process(Exchange exchange) {
        exchange.getMessage()
                .setBody(lock(exchange.getMessage().getBody(Decision.class).resource()));
    }

    private static Lock lock(HasMetadata resource) {
        return switch (resource) {
            case PerconaServerMySQLBackup backup -> Leases.lockOf(backup);
            case PerconaServerMySQLRestore restore -> Leases.lockOf(restore);
            default -> throw new IllegalArgumentException(resource.getKind() + " has no lease");
        };
    }
}
