package dev.dromedary.chain;

/** One stored slice of a backup's stream: its key below the bucket, length in bytes, and SHA-256 in hex. */
public record Part(String key, long length, String sha256) {}
