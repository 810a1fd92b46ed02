package dev.dromedary.run;

/**
 * An Event about a resource.
 *
 * @param warning whether it is of type Warning, not Normal
 */
public record Note(ResourceKey about, String uid, boolean warning, String reason, String message) {}
