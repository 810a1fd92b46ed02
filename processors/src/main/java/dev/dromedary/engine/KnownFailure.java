package dev.dromedary.engine;

import dev.dromedary.status.Reason;
import java.util.regex.Pattern;

/** Failures that a tool tells in words of its own; those before in the list explain those after. */
enum KnownFailure {
    REDO(
            "wrapped around|only able to copy log from|log block numbers mismatch|log copying stopped at",
            Reason.RedoOverwritten,
            "the backup could not keep up with the redo log",
            "enlarge innodb_log_file_size or innodb_redo_log_capacity, or back up when less is written"),
    PRIVILEGE(
            "missing required privilege|Access denied; you need|command denied to user",
            Reason.PrivilegeMissing,
            "the backup user lacks a privilege",
            "grant it what the documentation of the engine lists"),
    DENIED(
            "Access denied for user|is not allowed to connect|Host '.*' is blocked",
            Reason.ServerDenied,
            "the server did not let the backup user in",
            "check user and password in the secret, and the hosts it may come from"),
    GONE(
            "[Ss]erver has gone away|Lost connection to",
            Reason.ServerGone,
            "the server went away during the backup",
            "see the server's log"),
    UNREACHABLE(
            "Failed to connect to M\\w+ server|Can't connect to",
            Reason.ServerUnreachable,
            "the backup tool could not connect to the server",
            "check that it is up and listens there"),
    OPTION(
            "unknown option|unknown variable|is not in the stand-in|is ambiguous|requires an argument",
            Reason.ToolFailed,
            "the backup tool does not know an argument",
            "check the arguments that the storage's containerOptions give it"),
    SERVER(
            "Unsupported server version|Unsupported redo log format|Please upgrade",
            Reason.ServerNotSupported,
            "the backup tool does not know the server's version",
            "use an image whose tool is of the server's series"),
    CHAIN(
            "seems not to be proper for the target",
            Reason.ChainBroken,
            "an increment does not fit the base it was applied to",
            "the base is spoiled by the attempt: begin again from a fresh copy"),
    USED(
            "was already used to|needs target prepared with",
            Reason.PrepareFailed,
            "the directories were prepared before in another way",
            "begin again from fresh copies"),
    CORRUPT(
            "seems to be corrupted",
            Reason.DataDirectoryInvalid,
            "a page of the server's data is damaged",
            "check the table and the disk before anything else"),
    SPACE(
            "No space left on device|failed with error 28\\b|error number 28\\b|[Oo]ut of disk space",
            Reason.DiskFull,
            "a disk is full",
            "make room, or use a bigger volume"),
    PIPE(
            "Broken pipe",
            Reason.StreamIncomplete,
            "the reader of the stream ended before the backup tool",
            "see the errors before this one"),
    PERMISSION(
            "Permission denied|Can't open dir|my_setwd|is not the data folder of the server",
            Reason.DataDirectoryInvalid,
            "the data directory cannot be read",
            "run the backup as the user that owns it, on the server's own volume");

    final Pattern pattern;
    final Reason reason;
    final String message;
    final String hint;

    KnownFailure(String pattern, Reason reason, String message, String hint) {
        this.pattern = Pattern.compile(pattern);
        this.reason = reason;
        this.message = message;
        this.hint = hint;
    }
}
