package dev.dromedary.xbcloud;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Lineage;
import dev.dromedary.chain.Lsn;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Part;
import dev.dromedary.engine.BackupInfo;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.engine.Dialect;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.StorageContents;
import dev.dromedary.storage.StoredObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells of a backup without a manifest what its manifest would: from the listing, from the {@code .md5} beside it, and from
 * the tool's own small files in it.
 */
final class LookAtBackup {
    private static final Pattern SERIES = Pattern.compile("(\\d+\\.\\d+)\\..*");
    private static final Pattern SERVER_UUID = Pattern.compile("(?m)^server_uuid\\s*=\\s*([0-9a-fA-F-]{36})\\s*$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final String CONFIGURATION = "backup-my.cnf";

    /** What is wrong with the backup, and not with the storage. */
    private static final Set<Reason> OF_THE_BACKUP = EnumSet.of(
            Reason.ObjectMissing,
            Reason.ObjectDamaged,
            Reason.StreamIncomplete,
            Reason.StreamDamaged,
            Reason.ChainBroken,
            Reason.ToolNotSupported,
            Reason.NotSupported);

    private final StorageContents storage;

    LookAtBackup(StorageContents storage) {
        this.storage = storage;
    }

    /**
     * Looks at a backup.
     *
     * @param listed what lies below it
     */
    Look at(Destination destination, Collection<StoredObject> listed) {
        BackupKeys keys = new BackupKeys(destination.key());
        StoredFiles files = new StoredFiles(keys.parts(), listed);
        try {
            requireNone(files.fault());
            requireNone(checksums(storage, keys).fault(files));
            return new Look.Whole(manifest(destination, files));
        } catch (BackupException e) {
            if (OF_THE_BACKUP.contains(e.reason())) {
                return new Look.Broken(destination.toString(), e);
            }
            throw e;
        } catch (NotFoundException e) {
            return new Look.Broken(
                    destination.toString(),
                    new BackupException(
                            Reason.ObjectMissing, e.getMessage() + " went away while it was read", "try again", e));
        }
    }

    private static void requireNone(Optional<BackupException> fault) {
        fault.ifPresent(found -> {
            throw found;
        });
    }

    /** The checksums beside a backup; none where there are none, as in Azure. */
    static Checksums checksums(StorageContents storage, BackupKeys keys) {
        try {
            long length = storage.size(keys.checksums());
            if (length > Checksums.LONGEST) {
                throw new BackupException(
                        Reason.NotSupported,
                        keys.checksums() + " has more than " + Checksums.LONGEST + " bytes",
                        "unpack the backup with the reference's tools");
            }
            byte[] file = length == 0 ? new byte[0] : storage.get(keys.checksums(), 0, (int) length);
            return Checksums.parse(keys.checksums(), file);
        } catch (NotFoundException e) {
            return Checksums.none();
        }
    }

    private Manifest manifest(Destination destination, StoredFiles files) {
        SmallFiles small = new SmallFiles(storage, files);
        Checkpoints checkpoints = Checkpoints.parse(small.required("checkpoints"));
        BackupInfo info = BackupInfo.parse(small.required("info"));
        EngineProfile engine = engine(info);
        requireTrailer(files, engine);
        requireWhole(destination, checkpoints, info);
        String uuid = serverUuid(small.text(CONFIGURATION));
        List<Part> parts = files.parts();
        return new Manifest(
                Manifest.VERSION,
                destination.toString(),
                new Manifest.Owner("", BackupNames.lastSegment(destination.key()), "", ""),
                checkpoints.full() ? BackupType.FULL : BackupType.INCREMENTAL,
                time(info.startTime()),
                time(info.endTime()),
                new Manifest.Tool(engine.name(), engine.version(), engine.series()),
                new Manifest.Server(uuid, info.serverVersion(), "", ""),
                new Lineage(uuid, "", engine.name() + " " + engine.series()),
                checkpoints.from(),
                checkpoints.to(),
                checkpoints.last(),
                checkpoints.all(),
                small.optional("binlog_info").orElse("").strip(),
                Manifest.XBCLOUD,
                parts,
                parts.stream().mapToLong(Part::length).sum(),
                null,
                null,
                0,
                Map.of());
    }

    private static EngineProfile engine(BackupInfo info) {
        Matcher series = SERIES.matcher(info.toolVersion());
        if (!series.matches()) {
            throw new BackupException(
                    Reason.ToolNotSupported,
                    "it was taken with a tool of version '" + info.toolVersion() + "'",
                    "restore it with the tool that took it");
        }
        boolean mariadb = info.serverVersion().contains("MariaDB");
        return new EngineProfile(
                mariadb ? Dialect.MARIADB : Dialect.PERCONA, series.group(1), info.toolVersion(), false);
    }

    private static void requireTrailer(StoredFiles files, EngineProfile engine) {
        for (String name : engine.trailer()) {
            if (!files.has(name)) {
                throw new BackupException(
                        Reason.StreamIncomplete,
                        "it has no " + name + ", so it was never finished",
                        "restore another backup");
            }
        }
    }

    private static void requireWhole(Destination destination, Checkpoints checkpoints, BackupInfo info) {
        boolean increment = BackupNames.isIncrement(destination.key());
        if (increment ? !checkpoints.incremental() : !checkpoints.full()) {
            throw contradiction("it is '" + checkpoints.type() + "', its name says it is "
                    + (increment ? "an increment" : "a base"));
        }
        boolean ordered = checkpoints.from().compareTo(checkpoints.to()) <= 0
                && checkpoints.to().compareTo(checkpoints.last()) <= 0
                && (increment || checkpoints.from().equals(Lsn.ZERO));
        if (!ordered) {
            throw contradiction("its lsns are in no order: " + checkpoints.from() + " to " + checkpoints.to()
                    + ", the log to " + checkpoints.last());
        }
        if ("Y".equals(info.all().get("partial"))) {
            throw contradiction("it is of some tables only");
        }
    }

    private static BackupException contradiction(String what) {
        return new BackupException(Reason.ChainBroken, what, "restore another backup");
    }

    /** Percona's tool writes it, MariaDB has none. */
    private static String serverUuid(String configuration) {
        Matcher uuid = SERVER_UUID.matcher(configuration);
        return uuid.find() ? uuid.group(1) : "";
    }

    /** In the tool's own zone, which it does not say. */
    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
