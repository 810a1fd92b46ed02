package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;

/** A bucket of S3 or of something that speaks it. */
@PreserveUnknownFields
public class S3Spec extends Extensible {

    @JsonPropertyDescription("May be bucket/some/prefix.")
    @Required
    public String bucket;

    @JsonPropertyDescription(
            "With AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; left out: the default chain of the SDK.")
    public String credentialsSecret;

    public String prefix;

    public String region;

    public String endpointUrl;
}
