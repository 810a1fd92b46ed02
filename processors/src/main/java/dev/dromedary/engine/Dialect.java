package dev.dromedary.engine;

/**
 * Which xbstream a tool writes. Nothing in the bytes tells the two apart: type {@code S} is a seek for one and a sparse
 * chunk for the other, so whoever reads a stream must know who wrote it.
 */
public enum Dialect {
    /** Chunks P, E, R (rename), D (remove), S (seek), flag 0x02 (rewrite), since MDEV-32932. */
    MARIADB,
    /** Chunks P, E, S (sparse: page-compressed tables). */
    PERCONA
}
