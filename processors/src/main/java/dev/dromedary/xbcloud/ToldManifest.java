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
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageContents;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the manifest of a backup without one would say: from the listing, and from the tool's own small files in it. */
final class ToldManifest {
    private static final Pattern SERIES = Pattern.compile("(\\d+\\.\\d+)\\..*");
    private static final Pattern SERVER_UUID = Pattern.compile("(?m)^server_uuid\\s*=\\s*([0-9a-fA-F-]{36})\\s*$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final String CONFIGURATION = "backup-my.cnf";

    /** In the place of a time that the tool does not tell. */
    static final Instant NO_TIME = Instant.EPOCH;

    private final StoredFiles files;
    private final SmallFiles small;

    ToldManifest(StorageContents storage, StoredFiles files) {
        this.files = files;
        small = new SmallFiles(storage, files);
    }

    /** All that can be told. */
    Manifest whole(Destination destination) {
        return manifest(destination, small.optional("binlog_info").orElse("").strip());
    }

    /** Without the position in the binlog, which no chain needs. */
    Manifest ofChain(Destination destination) {
        return manifest(destination, "");
    }

    private Manifest manifest(Destination destination, String binlogPosition) {
        Checkpoints checkpoints = Checkpoints.parse(small.required("checkpoints"));
        BackupInfo info = BackupInfo.parse(small.required("info"));
        EngineProfile engine = engine(info);
        requireTrailer(engine);
        requireWhole(destination, checkpoints, info);
        String uuid = serverUuid(small.text(CONFIGURATION));
        List<Part> parts = files.parts();
        return new Manifest(
                Manifest.VERSION,
                destination.toString(),
                owner(destination.key()),
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
                binlogPosition,
                Manifest.XBCLOUD,
                parts,
                parts.stream().mapToLong(Part::length).sum(),
                null,
                null,
                0,
                Map.of());
    }

    /** Nobody: no resource is known by a uid. The name tells the cluster at least. */
    private static Manifest.Owner owner(String key) {
        return new Manifest.Owner(
                "", BackupNames.lastSegment(key), "", BackupNames.clusterOf(key).orElse(""));
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

    private void requireTrailer(EngineProfile engine) {
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
            return NO_TIME;
        }
    }
}
