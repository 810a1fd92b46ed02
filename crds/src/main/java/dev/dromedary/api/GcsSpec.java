package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;

/** A bucket of Google Cloud Storage. */
@PreserveUnknownFields
public class GcsSpec extends Extensible {

    @JsonPropertyDescription("May be bucket/some/prefix.")
    @Required
    public String bucket;

    @JsonPropertyDescription(
            "With GOOGLE_APPLICATION_CREDENTIALS, or ACCESS_KEY_ID and SECRET_ACCESS_KEY; left out: the default chain of the SDK.")
    public String credentialsSecret;

    public String prefix;

    public String endpointUrl;

    public String storageClass;
}
