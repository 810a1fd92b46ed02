package dev.dromedary.step;

import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.part.Slice;
import dev.dromedary.storage.Destination;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Names and hashes a part, and addresses it to the storage; nothing may be overwritten by it. */
public final class HashPart implements Processor {
    /** The exchange property that holds the {@link Part} on its way. */
    static final String PART = "part";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Slice slice = message.getBody(Slice.class);
        byte[] bytes = slice.bytes();
        String key = new BackupKeys(
                        RunProperty.DESTINATION.get(exchange, Destination.class).key())
                .object(slice.name());
        exchange.setProperty(PART, new Part(key, bytes.length, Hash.sha256(bytes)));
        message.setHeader("StorageOp", "put");
        message.setHeader("StorageKey", key);
        message.setHeader("StorageIfAbsent", true);
        message.setHeader("StorageLength", (long) bytes.length);
        message.setBody(bytes);
    }
}
