package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every part of our resources extends: fields this version does not know are kept when a resource is read and
 * written again, because a manifest may come from a newer reference than the one we know.
 *
 * <p>Whether the API server keeps them too is said by {@code @PreserveUnknownFields} on the part: everything that
 * describes a cluster or a status has it. What we alone define, and the wishes in backups and restores, have not: there
 * an unknown field is a slip of the pen, and one in a restore may cost data, so it is refused.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public abstract class Extensible {

    @JsonIgnore
    private final Map<String, Object> additionalProperties = new LinkedHashMap<>();

    /** The fields that have no place in the class, by name. */
    @JsonAnyGetter
    @JsonIgnore
    public Map<String, Object> getAdditionalProperties() {
        return additionalProperties;
    }

    @JsonAnySetter
    public void setAdditionalProperty(String name, Object value) {
        additionalProperties.put(name, value);
    }
}
