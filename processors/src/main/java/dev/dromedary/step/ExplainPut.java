package dev.dromedary.step;

import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.ComponentBucket;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Turns a failed put into the error that the contract has for it, or into the success that it was: a request repeated
 * after a lost answer is refused because of its own object.
 */
public final class ExplainPut implements Processor {
    /** The exchange property that names a put. */
    static final String PUT = "storagePut";

    private final ComponentBucket bucket;

    public ExplainPut(ComponentBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (!(caught instanceof RuntimeException failure)) {
            throw caught;
        }
        String key = exchange.getMessage().getHeader(StorageHeader.KEY, "", String.class);
        RuntimeException explained = bucket.explain(key, failure);
        boolean ours = explained instanceof AlreadyExistsException
                && bucket.isOf(exchange.getProperty(PUT, "", String.class), key);
        if (!ours) {
            throw explained;
        }
    }
}
