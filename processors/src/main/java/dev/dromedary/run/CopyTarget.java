package dev.dromedary.run;

import dev.dromedary.storage.StorageDescription;

/**
 * Another storage for the objects of a backup.
 *
 * @param name of the storage in its cluster
 * @param destination of the backup there
 */
public record CopyTarget(String name, StorageDescription storage, String destination) {}
