package dev.dromedary.run;

/**
 * Whom a run, or a server, runs as, in numbers: the names of a container's users mean nothing in another one.
 *
 * @param user null where it is not known
 * @param group null where it is not known
 */
public record RunAs(Long user, Long group) {}
