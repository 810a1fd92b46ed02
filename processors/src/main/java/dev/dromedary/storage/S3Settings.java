package dev.dromedary.storage;

import java.net.URI;

/** What the template {@code storage-s3} says of a bucket. */
public final class S3Settings extends HttpSettings {
    private String bucket = "";
    private String region = "";
    private String pathStyle = "";
    private int connections;

    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public void setPathStyle(String pathStyle) {
        this.pathStyle = pathStyle;
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

    @Override
    String address() {
        return endpoint().map(URI::toString).orElse("s3 in region " + region());
    }

    boolean pathStyle() {
        // Few servers outside of the cloud have a host name for each bucket.
        return pathStyle.isEmpty() ? endpoint().isPresent() : Boolean.parseBoolean(pathStyle);
    }

    int connections() {
        return connections;
    }
}
