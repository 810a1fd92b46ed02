package dev.dromedary.step;

import dev.dromedary.storage.ObjectKeys;
import dev.dromedary.storage.S3Bucket;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/** Sets the control headers of a put by {@code aws2-s3}, with a mark by which the object is known again as ours. */
public final class MarkS3Put implements Processor {
    private final S3Bucket bucket;

    public MarkS3Put(S3Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String put = UUID.randomUUID().toString();
        exchange.setProperty(ExplainPut.PUT, put);
        message.setHeader(AWS2S3Constants.OVERRIDE_BUCKET_NAME, bucket.name());
        message.setHeader(
                AWS2S3Constants.KEY, ObjectKeys.check(message.getHeader(StorageHeader.KEY, "", String.class)));
        message.setHeader(AWS2S3Constants.CONTENT_LENGTH, message.getHeader(StorageHeader.LENGTH));
        message.setHeader(AWS2S3Constants.METADATA, S3Bucket.mark(put));
    }
}
