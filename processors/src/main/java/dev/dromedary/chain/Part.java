package dev.dromedary.chain;

/**
 * One stored slice of a backup's stream: its key below the bucket, length in bytes, and SHA-256 in hex, which is empty where
 * nobody has computed one: the reference does not.
 */
public record Part(String key, long length, String sha256) {}
