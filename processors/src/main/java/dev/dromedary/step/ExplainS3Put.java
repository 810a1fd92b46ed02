package dev.dromedary.step;

import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.S3Bucket;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns a failed put into the error that the contract has for it, or into the success that it was: a request repeated
 * after a lost answer is refused because of its own object.
 */
public final class ExplainS3Put implements Processor {
    private final S3Bucket bucket;

    public ExplainS3Put(S3Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (!(failure instanceof SdkException sdk)) {
            throw failure;
        }
        String key = exchange.getMessage().getHeader(StorageHeader.KEY, "", String.class);
        RuntimeException explained = bucket.explain(key, sdk);
        boolean ours = explained instanceof AlreadyExistsException
                && bucket.isOf(exchange.getProperty(MarkS3Put.PUT, String.class), key);
        if (!ours) {
            throw explained;
        }
    }
}
