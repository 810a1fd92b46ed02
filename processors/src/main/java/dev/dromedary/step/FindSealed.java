package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.run.RunResult;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether an earlier attempt has sealed the backup and did not live to tell. It exists then, and another attempt would
 * take its parts for leftovers.
 */
public final class FindSealed implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(FindSealed.class);

    @Override
    public void process(Exchange exchange) {
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        Destination destination = RunProperty.DESTINATION.get(exchange, Destination.class);
        String uid = RunProperty.run(exchange).owner().uid();
        Optional<Manifest> sealed = Manifests.find(storage, destination.key())
                .map(Member::manifest)
                .filter(manifest -> manifest.owner().uid().equals(uid));
        sealed.ifPresent(manifest -> {
            LOG.info("an earlier attempt has completed {}", destination);
            exchange.getMessage().setBody(RunResult.succeeded(SettleBackup.facts(exchange, manifest)));
        });
    }
}
