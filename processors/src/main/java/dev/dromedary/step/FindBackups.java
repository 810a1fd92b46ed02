package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks which backups the storage of a run has beside its destination, where there need not be one. */
public final class FindBackups implements Processor {
    /** Of those that are left out; all of them are in the answer of dromedary import. */
    private static final int TOLD = 5;

    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        String key = RunProperty.DESTINATION.get(exchange, Destination.class).key();
        Catalogue catalogue = ReadCatalogue.below(storage, run.storage(), key.substring(0, key.lastIndexOf('/') + 1));
        exchange.getMessage()
                .setBody(RunResult.found(
                        StoredBackup.of(catalogue),
                        leftOut(catalogue.leftOut(run.owner().cluster()))));
    }

    private static String leftOut(Map<String, BackupException> left) {
        String told = left.entrySet().stream()
                .limit(TOLD)
                .map(each -> BackupNames.lastSegment(each.getKey()) + ": "
                        + each.getValue().getMessage())
                .collect(Collectors.joining("; "));
        return left.isEmpty() ? null : told + (left.size() > TOLD ? "; and " + (left.size() - TOLD) + " more" : "");
    }
}
