package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** Where the key is that backups are encrypted with. */
@PreserveUnknownFields
public class EncryptionKeySecret extends Extensible {

    @Required
    public String name;

    @Default("encryptionKey")
    public String key;
}
