package dev.dromedary.step;

import com.azure.storage.blob.models.BlobRequestConditions;
import dev.dromedary.storage.AzureContainer;
import dev.dromedary.storage.ObjectKeys;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.azure.storage.blob.BlobConstants;

/** Sets the control headers of a put by {@code azure-storage-blob}, with a mark by which the object is known as ours. */
public final class MarkAzurePut implements Processor {
    private final AzureContainer container;

    public MarkAzurePut(AzureContainer container) {
        this.container = container;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String put = UUID.randomUUID().toString();
        exchange.setProperty(ExplainPut.PUT, put);
        message.setHeader(
                BlobConstants.BLOB_NAME, ObjectKeys.check(message.getHeader(StorageHeader.KEY, "", String.class)));
        message.setHeader(BlobConstants.METADATA, AzureContainer.mark(put));
        message.setHeader(BlobConstants.ACCESS_TIER, container.tier());
        if (message.getHeader(StorageHeader.IF_ABSENT, false, boolean.class)) {
            message.setHeader(BlobConstants.BLOB_REQUEST_CONDITION, new BlobRequestConditions().setIfNoneMatch("*"));
        }
    }
}
