package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** What has become of a backup; also how a restore names one that has no resource. */
public class BackupStatus extends Extensible {

    /** Empty means full. */
    public String type;

    @SchemaFrom(type = String.class)
    public BackupState state;

    public String stateDescription;

    /** Where it is: {@code s3://bucket/prefix/name}, {@code container/prefix/name} for Azure. */
    public String destination;

    /** The storage as it was when the backup began. */
    public StorageSpec storage;

    /** RFC 3339; of a backup that succeeded only. */
    @DateTime
    public String completed;

    public String image;

    /** The server it was taken from. */
    public String backupSource;

    public Boolean compressed;

    @OrEmpty
    public List<Condition> conditions = new ArrayList<>();

    public Long observedGeneration;

    /** Bytes of its objects. */
    public Long size;

    /** Bytes sent, copies and repetitions counted. */
    public Long transferred;

    /** From the start of the run to the seal: {@code 1h2m3s}. */
    public String duration;

    /** Where it begins; 0 for a full one. */
    public Long fromLsn;

    /** Where the next increment begins. */
    public Long toLsn;

    /** Of the server, where it has one. */
    public String serverUuid;

    public ChainPlace chain;

    /** What the run is at now. */
    public String phase;

    public BackupProgress progress;

    public BackupState stateOrNew() {
        return state == null ? BackupState.NEW : state;
    }

    /** Empty and absent mean full. */
    public boolean incremental() {
        return "incremental".equals(type);
    }
}
