package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What the template {@code storage-s3} says of a bucket. A bean with setters, so that the template names each setting
 * instead of counting them; all are texts, an empty one is left to its default.
 */
public final class S3Settings {
    private Secrets secrets;
    private String credentialsSecret = "";
    private String bucket = "";
    private String region = "";
    private String endpointUrl = "";
    private String pathStyle = "";
    private String caBundle = "";
    private boolean verifyTls = true;
    private long connectTimeout;
    private long requestTimeout;
    private int attempts;
    private int connections;

    public void setSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    public void setCredentialsSecret(String credentialsSecret) {
        this.credentialsSecret = credentialsSecret;
    }

    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public void setEndpointUrl(String endpointUrl) {
        this.endpointUrl = endpointUrl;
    }

    public void setPathStyle(String pathStyle) {
        this.pathStyle = pathStyle;
    }

    public void setCaBundle(String caBundle) {
        this.caBundle = caBundle;
    }

    public void setVerifyTls(boolean verifyTls) {
        this.verifyTls = verifyTls;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    public void setConnections(int connections) {
        this.connections = connections;
    }

    /** The bucket alone: a resource may write {@code bucket/some/prefix}, and the prefix is part of the keys. */
    String bucket() {
        return Destination.container(bucket);
    }

    String region() {
        return region.isEmpty() ? "us-east-1" : region;
    }

    /** Empty for the cloud's own. Without a scheme it is plain HTTP, as it always was in these resources. */
    Optional<URI> endpoint() {
        if (endpointUrl.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(endpointUrl.contains("://") ? endpointUrl : "http://" + endpointUrl));
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "endpointUrl " + endpointUrl + " is not an address",
                    "it is like https://host:port",
                    e);
        }
    }

    /** The endpoint as errors name it. */
    String address() {
        return endpoint().map(URI::toString).orElse("s3 in region " + region());
    }

    boolean pathStyle() {
        // Few servers outside of the cloud have a host name for each bucket.
        return pathStyle.isEmpty() ? !endpointUrl.isEmpty() : Boolean.parseBoolean(pathStyle);
    }

    String caBundle() {
        return caBundle;
    }

    boolean verifyTls() {
        return verifyTls;
    }

    Duration connectTimeout() {
        return Duration.ofMillis(connectTimeout);
    }

    Duration requestTimeout() {
        return Duration.ofMillis(requestTimeout);
    }

    int attempts() {
        return attempts;
    }

    int connections() {
        return connections;
    }

    /** The name of the Secret, or empty for the SDK's own chain. */
    String credentialsSecret() {
        return credentialsSecret;
    }

    Optional<String> credential(String key) {
        return secrets.read(credentialsSecret, key).map(value -> new String(value, StandardCharsets.UTF_8).strip());
    }
}
