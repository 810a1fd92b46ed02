package dev.dromedary.api;

import io.fabric8.generator.annotation.Default;

/** When a chain ends and the next backup is a full one. */
public class ChainPolicy extends Extensible {

    /** Backups in a chain, the base counted. */
    public Integer maxLength;

    /** Age of the base, a number with a unit: {@code 12h}, {@code 7d}, {@code 4w}. */
    public String maxAge;

    @Default("Fail")
    public OnBrokenChain onBrokenChain;
}
