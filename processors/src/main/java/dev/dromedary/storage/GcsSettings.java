package dev.dromedary.storage;

import java.net.URI;
import java.util.Optional;

/** What the template {@code storage-gcs} says of a bucket. */
public final class GcsSettings extends HttpSettings {
    static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String HMAC_ID = "ACCESS_KEY_ID";
    private static final String HMAC_KEY = "SECRET_ACCESS_KEY";
    private static final String NEEDED = HMAC_ID + " and " + HMAC_KEY + ", or " + FILE;
    private static final String GOOGLE = "https://storage.googleapis.com";

    private String bucket = "";
    private String storageClass = "";
    private int connections;

    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    public void setStorageClass(String storageClass) {
        this.storageClass = storageClass;
    }

    public void setConnections(int connections) {
        this.connections = connections;
    }

    /** The bucket alone: a resource may write {@code bucket/some/prefix}, and the prefix is part of the keys. */
    String bucket() {
        return Destination.container(bucket);
    }

    /** The class of what is put, or null for the bucket's own. */
    String storageClass() {
        return storageClass.isEmpty() ? null : storageClass;
    }

    @Override
    String address() {
        return endpoint().map(URI::toString).orElse(GOOGLE);
    }

    /** Whether what is sent there is sent to Google, and its tokens may be. */
    boolean isGoogle() {
        return endpoint()
                .map(address -> "https".equals(address.getScheme())
                        && String.valueOf(address.getHost()).endsWith(".googleapis.com"))
                .orElse(true);
    }

    /** The file of a service account; empty without a Secret. */
    Optional<String> serviceAccount() {
        return credentialsSecret().isEmpty() ? Optional.empty() : Optional.of(credential(FILE, NEEDED));
    }

    /** Whether the Secret holds keys of the S3-compatible interface; a file of a service account goes before them. */
    boolean isHmac() {
        return !credentialsSecret().isEmpty()
                && credential(FILE).isEmpty()
                && credential(HMAC_ID).isPresent();
    }

    /** The same bucket for the client of S3. */
    S3Settings s3() {
        credential(HMAC_KEY, NEEDED);
        var s3 = new S3Settings();
        // Its names are the same, but for what they start with.
        s3.setSecrets((secret, key) -> secrets().read(secret, key.replaceFirst("^AWS_", "")));
        s3.setCredentialsSecret(credentialsSecret());
        s3.setBucket(bucket);
        s3.setRegion("auto");
        s3.setEndpointUrl(address());
        s3.setCaBundle(caBundle());
        s3.setVerifyTls(verifyTls());
        s3.setConnectTimeout(connectTimeout().toMillis());
        s3.setRequestTimeout(requestTimeout().toMillis());
        s3.setAttempts(attempts());
        s3.setConnections(connections);
        return s3;
    }
}
