package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** Labels and annotations for the objects made for a cluster. */
@PreserveUnknownFields
public class ObjectLabels extends Extensible {

    @OrEmpty
    public Map<String, String> labels = new LinkedHashMap<>();

    @OrEmpty
    public Map<String, String> annotations = new LinkedHashMap<>();
}
