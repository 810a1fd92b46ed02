package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;

/** How a cluster begins. */
@PreserveUnknownFields
public class Bootstrap extends Extensible {

    @Default("auto")
    public BootstrapMode mode;
}
