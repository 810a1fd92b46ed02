package dev.dromedary.step;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes sure that the server of an increment is the one that its parent's LSN belongs to. */
public final class LinkLsn implements Processor {
    private static final String HINT = "take a new full backup, or set spec.backup.chain.onBrokenChain to Full";

    @Override
    public void process(Exchange exchange) {
        if (RunProperty.run(exchange).type() != BackupType.INCREMENTAL) {
            return;
        }
        Manifest parent = RunProperty.CHAIN.get(exchange, Chain.class).tip().manifest();
        Source source = RunProperty.SOURCE.get(exchange, Source.class);
        String difference = source.lineage().difference(parent.lineage());
        if (!difference.isEmpty()) {
            throw new BackupException(
                    Reason.LineageChanged,
                    "the backup cannot extend " + parent.destination() + ": " + difference,
                    HINT);
        }
        source.server().current().filter(now -> now.compareTo(parent.to()) < 0).ifPresent(now -> {
            throw new BackupException(
                    Reason.LineageChanged,
                    "the backup cannot extend " + parent.destination() + ": the server is at lsn " + now
                            + ", the parent ends at " + parent.to(),
                    HINT);
        });
    }
}
