package dev.dromedary.chain;

/**
 * A member of the chain below a backup, as the backup's own manifest remembers it.
 *
 * @param sha256 of the ancestor's manifest, so that a changed or replaced one is noticed
 */
public record Ancestor(String destination, Lsn from, Lsn to, Lsn last, String sha256) {}
