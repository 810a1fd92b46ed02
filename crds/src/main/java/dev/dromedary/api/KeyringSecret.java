package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** Where the keyring is that binary logs are encrypted with. */
@PreserveUnknownFields
public class KeyringSecret extends Extensible {

    @Required
    public String name;

    @Default("keyring.json")
    public String key;
}
