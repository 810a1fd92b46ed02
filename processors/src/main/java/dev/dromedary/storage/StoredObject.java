package dev.dromedary.storage;

/** An object as a listing shows it; the size is in bytes. */
public record StoredObject(String key, long size) {}
