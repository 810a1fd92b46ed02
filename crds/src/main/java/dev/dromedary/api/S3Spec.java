package dev.dromedary.api;

import io.fabric8.generator.annotation.Required;

/** A bucket of S3 or of something that speaks it. */
public class S3Spec extends Extensible {

    /** May be {@code bucket/some/prefix}. */
    @Required
    public String bucket;

    /** With AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; left out: the default chain of the SDK. */
    public String credentialsSecret;

    public String prefix;

    public String region;

    public String endpointUrl;
}
