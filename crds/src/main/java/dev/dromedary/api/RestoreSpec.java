package dev.dromedary.api;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;

/** What is wanted of a restore: a backup by name, or by where it is. */
public class RestoreSpec extends Extensible {

    @Required
    public String clusterName;

    public String backupName;

    /** Only {@code destination} and {@code storage} of it matter. */
    public BackupStatus backupSource;

    public ContainerOptions containerOptions;

    public RestorePitr pitr;

    @Default("InPlace")
    public RestoreTarget target;

    /** The volume that {@code Verify} prepares in; left out: an empty volume of the pod. */
    @AnyObject
    public PersistentVolumeClaimSpec scratch;

    /** Keep the data that was there before. */
    public Boolean keepOldData;

    public RestoreTarget targetOrDefault() {
        return target == null ? RestoreTarget.IN_PLACE : target;
    }
}
