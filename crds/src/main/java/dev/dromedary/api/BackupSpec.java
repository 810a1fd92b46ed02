package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Nullable;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** What is wanted of a backup. */
@ValidationRule(
        value = "!has(self.incrementalBaseBackupName) || self.incrementalBaseBackupName == ''"
                + " || (has(self.type) && self.type == 'incremental')",
        message = "Invalid configuration: incrementalBaseBackupName is only allowed for incremental backups")
public class BackupSpec extends Extensible {

    @Required
    public String clusterName;

    @JsonPropertyDescription("A key of spec.backup.storages of the cluster.")
    @Required
    public String storageName;

    @Default("full")
    public BackupType type;

    @JsonPropertyDescription("The full backup that starts the chain; left out: the newest that fits.")
    @Nullable
    public String incrementalBaseBackupName;

    @JsonPropertyDescription("The pod to back up; before the cluster's.")
    public String sourcePod;

    public ContainerOptions containerOptions;

    /** Left out means full: a file in standalone has no API server to fill it in. */
    public BackupType typeOrDefault() {
        return type == null ? BackupType.FULL : type;
    }
}
