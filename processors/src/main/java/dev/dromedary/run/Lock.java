package dev.dromedary.run;

/**
 * A lease, and who holds it.
 *
 * @param holder in the contract's form, {@code <name>|<uid>}
 */
public record Lock(String namespace, String name, String holder) {}
