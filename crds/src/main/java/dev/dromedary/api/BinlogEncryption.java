package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;

/** How binary logs are encrypted. */
@PreserveUnknownFields
public class BinlogEncryption extends Extensible {

    public String kekId;

    @Default("AES-256-CTR")
    public String cipher;
}
