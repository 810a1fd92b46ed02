package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;

/** What is wanted of a restore: a backup by name, or by where it is. */
public class RestoreSpec extends Extensible {

    @Required
    public String clusterName;

    public String backupName;

    @JsonPropertyDescription("Only destination and storage of it matter.")
    public BackupStatus backupSource;

    public ContainerOptions containerOptions;

    public RestorePitr pitr;

    @Default("InPlace")
    public RestoreTarget target;

    @JsonPropertyDescription("The volume that Verify prepares in; left out: an empty volume of the pod.")
    @AnyObject
    public PersistentVolumeClaimSpec scratch;

    @JsonPropertyDescription("Keep the data that was there before.")
    public Boolean keepOldData;

    public RestoreTarget targetOrDefault() {
        return target == null ? RestoreTarget.IN_PLACE : target;
    }
}
