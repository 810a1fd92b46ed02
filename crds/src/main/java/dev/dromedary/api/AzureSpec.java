package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;

/** A container of Azure Blob Storage. */
@PreserveUnknownFields
public class AzureSpec extends Extensible {

    @JsonPropertyDescription("May be container/some/prefix.")
    @Required
    public String container;

    @JsonPropertyDescription(
            "With AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY; left out: the default chain of the SDK.")
    public String credentialsSecret;

    public String prefix;

    public String endpointUrl;

    public String storageClass;
}
