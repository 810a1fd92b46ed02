package dev.dromedary.api;

import io.fabric8.generator.annotation.Required;

/** A bucket of Google Cloud Storage. */
public class GcsSpec extends Extensible {

    /** May be {@code bucket/some/prefix}. */
    @Required
    public String bucket;

    /** With ACCESS_KEY_ID and SECRET_ACCESS_KEY; left out: the default chain of the SDK. */
    public String credentialsSecret;

    public String prefix;

    public String endpointUrl;

    public String storageClass;
}
