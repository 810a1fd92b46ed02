package dev.dromedary.status;

/**
 * Why something did not work. The constant's name is the reason in conditions, Events and logs, and the heading in
 * {@code docs/errors.md}, where each has its meaning and the next step; a test keeps the two in step.
 */
public enum Reason {
    // What the resources say.
    ClusterNotFound,
    BackupsDisabled,
    ClusterNotReady,
    RestoreInProgress,
    StorageNotFound,
    StorageInvalid,
    StorageTypeUnknown,
    BaseNotFound,
    BaseNotFull,
    BaseNotSucceeded,
    BaseOnOtherStorage,
    BaseOfOtherCluster,
    BackupNotFound,
    BackupNotSucceeded,
    BackupOfOtherCluster,
    SourceInvalid,
    ResourceInvalid,
    NotSupported,

    // Storage.
    SecretNotFound,
    StorageUnreachable,
    StorageDenied,
    BucketNotFound,
    DestinationTaken,
    ObjectMissing,
    ObjectDamaged,

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

    // Server and tool.
    ServerUnreachable,
    ServerDenied,
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
    RunCancelled,
    RunTimedOut,
    ToolNotStopped,
    PrepareFailed,
    ServerNotStopped,
    ServerNotStarted,
    SwapFailed,
    Internal,
}
