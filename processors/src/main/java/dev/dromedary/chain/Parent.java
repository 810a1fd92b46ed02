package dev.dromedary.chain;

/**
 * The member of a chain that an increment extends, as the increment's own manifest remembers it.
 *
 * @param sha256 of the parent's manifest, so that a changed or replaced one is noticed; that one names its own parent, so
 *     the whole chain below is meant by it
 */
public record Parent(String destination, Lsn from, Lsn to, Lsn last, String sha256) {}
