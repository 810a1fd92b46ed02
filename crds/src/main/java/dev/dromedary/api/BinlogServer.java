package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;

/** The reference's server that collects binary logs. Kept, not yet read. */
@PreserveUnknownFields
public class BinlogServer extends Extensible {

    public String image;

    public Integer size;

    public BinlogStorage storage;

    public KeyringSecret keyringSecret;

    @JsonPropertyDescription("Seconds.")
    @Default("30")
    public Integer connectTimeout;

    @JsonPropertyDescription("Seconds.")
    @Default("30")
    public Integer readTimeout;

    @JsonPropertyDescription("Seconds.")
    @Default("30")
    public Integer writeTimeout;

    @JsonPropertyDescription("Seconds.")
    @Default("30")
    public Integer idleTime;

    public Integer serverId;

    @Default("verify_identity")
    public String sslMode;

    @Default("true")
    public Boolean verifyChecksum;

    @Default("128M")
    public String rewriteFileSize;

    @Default("16M")
    public String checkpointSize;

    @Default("30s")
    public String checkpointInterval;

    @Default("info")
    public String logLevel;
}
