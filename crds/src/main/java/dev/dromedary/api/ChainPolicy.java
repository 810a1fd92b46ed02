package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** When a chain ends and the next backup is a full one. */
public class ChainPolicy extends Extensible {

    @JsonPropertyDescription("Backups in a chain, the base counted.")
    public Integer maxLength;

    @JsonPropertyDescription("Age of the base, a number with a unit: 12h, 7d, 4w.")
    public String maxAge;

    @Default("Fail")
    public OnBrokenChain onBrokenChain;
}
