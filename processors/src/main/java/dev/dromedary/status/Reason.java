package dev.dromedary.status;

import java.util.EnumSet;
import java.util.Set;

/**
 * Why something did not work. The constant's name is the reason in conditions, Events and logs, and the heading in
 * {@code docs/errors.md}, where each has its meaning and the next step; a test keeps the two in step.
 */
public enum Reason {
    // What the resources say.
    ClusterNotFound,
    BackupsDisabled,
    ClusterNotReady,
    StatefulSetNotFound,
    RestoreInProgress,
    StorageNotFound,
    StorageInvalid,
    StorageTypeUnknown,
    RouteFileInvalid,
    BaseNotFound,
    BaseNotFull,
    BaseNotSucceeded,
    BaseOnOtherStorage,
    BaseOfOtherCluster,
    BaseRemoved,
    BackupNotFound,
    BackupNotSucceeded,
    BackupOfOtherCluster,
    SourceInvalid,
    SourcePodUnusable,
    ClaimNotFound,
    ResourceInvalid,
    NotSupported,

    // Schedules.
    ScheduleInvalid,
    ScheduleMissed,
    ScheduleSkipped,
    ChainTooLong,
    ChainTooOld,

    // Storage.
    SecretNotFound,
    StorageUnreachable,
    StorageDenied,
    BucketNotFound,
    DestinationTaken,
    ObjectMissing,
    ObjectDamaged,
    ObjectForeign,
    CopyTooSlow,

    // Chain.
    ManifestDamaged,
    ChainBroken,
    ChainForked,
    LineageChanged,

    // Deletion.
    MiddleOfChain,
    ChainInUse,
    IncrementsFirst,
    BackupBeingDeleted,
    ObjectsAbandoned,
    LastPlace,

    // Retention.
    RetentionInvalid,
    PruneFailed,

    // Server and tool.
    ServerUnreachable,
    ServerDenied,
    AccountSecretNotFound,
    PrivilegeMissing,
    ServerNotSupported,
    DataDirectoryInvalid,
    ToolNotFound,
    ToolNotSupported,
    ToolFailed,
    ServerGone,
    TableLost,
    StreamDamaged,
    StreamIncomplete,
    RedoOverwritten,

    // The host.
    SpoolFull,
    DiskFull,
    DiskFailed,

    // Runs.
    RunLost,
    RunRefused,
    ImageNotPulled,
    PodNotScheduled,
    PodNotStarted,
    RunCrashed,
    OtherDataOwner,
    RootOwnsData,
    RunCancelled,
    RunTimedOut,
    ToolNotStopped,
    PrepareFailed,
    ServerNotStopped,
    ServerNotStarted,
    SwapFailed,
    Internal,

    // The command line.
    ApiServerFailed;

    private static final Set<Reason> PASSING = EnumSet.of(
            StorageUnreachable,
            ServerUnreachable,
            ServerGone,
            ToolFailed,
            TableLost,
            StreamDamaged,
            StreamIncomplete,
            RedoOverwritten,
            RunCancelled);

    private static final Set<Reason> DAMAGE = EnumSet.of(
            ObjectMissing, ObjectDamaged, ObjectForeign, ManifestDamaged, ChainBroken, StreamDamaged, StreamIncomplete);

    /** Whether it says of what is stored that it is not what was stored. */
    public boolean damage() {
        return DAMAGE.contains(this);
    }

    /** Whether another attempt may end otherwise, though nobody has corrected anything. */
    public boolean passing() {
        return PASSING.contains(this);
    }
}
