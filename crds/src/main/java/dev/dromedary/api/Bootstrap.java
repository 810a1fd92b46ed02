package dev.dromedary.api;

import io.fabric8.generator.annotation.Default;

/** How a cluster begins. */
public class Bootstrap extends Extensible {

    @Default("auto")
    public BootstrapMode mode;
}
