package dev.dromedary.api;

import io.fabric8.generator.annotation.Required;

/** How far to go beyond the backup. */
public class RestorePitr extends Extensible {

    @Required
    public PitrType type;

    public String date;

    public String gtid;

    public Boolean force;

    public KeyringSecret keyringSecret;

    public PitrSource backupSource;
}
