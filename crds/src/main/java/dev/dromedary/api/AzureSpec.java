package dev.dromedary.api;

import io.fabric8.generator.annotation.Required;

/** A container of Azure Blob Storage. */
public class AzureSpec extends Extensible {

    /** May be {@code container/some/prefix}. */
    @Required
    public String container;

    /** With AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY; left out: the default chain of the SDK. */
    public String credentialsSecret;

    public String prefix;

    public String endpointUrl;

    public String storageClass;
}
