package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** What retention does. */
@PreserveUnknownFields
public class PruneStatus extends Extensible {

    @JsonPropertyDescription("What goes, when, and by which rule: what dromedary prune --dry-run says.")
    public String text;

    @JsonPropertyDescription("When a chain was removed last, RFC 3339.")
    public String lastTime;

    @JsonPropertyDescription("Chains removed so far.")
    public Long removed;

    @JsonPropertyDescription("Removals that did not succeed at once so far.")
    public Long failed;

    @JsonPropertyDescription("The backup whose chain is being removed; the next one goes when it is gone.")
    public String removing;

    @JsonPropertyDescription(
            "The storage alone that it goes from, while another keeps it; absent where all of it goes.")
    public String removingFrom;

    @JsonPropertyDescription("Why that does not succeed.")
    public String failing;
}
