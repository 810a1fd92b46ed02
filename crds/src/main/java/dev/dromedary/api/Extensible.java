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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public abstract class Extensible {

    @JsonIgnore
    private final Map<String, Object> unknown = new LinkedHashMap<>();

    /** The fields that have no place in the class, by name. */
    @JsonAnyGetter
    public Map<String, Object> unknown() {
        return unknown;
    }

    @JsonAnySetter
    public void unknown(String name, Object value) {
        unknown.put(name, value);
    }
}
