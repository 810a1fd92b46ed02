package dev.dromedary.chain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Manifests to test with. */
public final class Manifests {
    public static final Lineage LINEAGE = new Lineage("", "8:1/data/77/2026-01-01T00:00:00Z", "mariadb 10.11");

    private Manifests() {}

    public static Member base(String name, long to) {
        return member(manifest(name, BackupType.FULL, 0, to, to + 100, null, LINEAGE));
    }

    public static Member increment(String name, Member parent, long from, long to, long last) {
        return member(manifest(name, BackupType.INCREMENTAL, from, to, last, parent, LINEAGE));
    }

    /** The hash stands for the content: here, all that links it. */
    public static Member member(Manifest manifest) {
        return new Member(manifest, "hash of " + manifest.destination() + manifest.from() + manifest.to());
    }

    public static Manifest manifest(
            String name, BackupType type, long from, long to, long last, Member parent, Lineage lineage) {
        return new Manifest(
                Manifest.VERSION,
                "s3://bucket/" + name,
                new Manifest.Owner("default", name, "uid-" + name, "c"),
                type,
                Instant.parse("2026-02-03T04:05:06Z"),
                Instant.parse("2026-02-03T04:05:16Z"),
                new Manifest.Tool("mariadb", "10.11.19", "10.11"),
                new Manifest.Server("", "10.11.19-MariaDB", "host", "/data"),
                lineage,
                new Lsn(from),
                new Lsn(to),
                new Lsn(last),
                Map.of("backup_type", "x"),
                "",
                Manifest.STREAM,
                List.of(new Part(name + "/part.0", 5, "ab")),
                5,
                null,
                parent == null ? null : parent.asParent(),
                parent == null ? 0 : parent.manifest().depth() + 1,
                Map.of());
    }

    /** The same, in the layout xbcloud. */
    public static Manifest inChunks(Manifest from, List<Part> parts, String checksums) {
        return new Manifest(
                from.version(),
                from.destination(),
                from.owner(),
                from.type(),
                from.started(),
                from.completed(),
                from.tool(),
                from.server(),
                from.lineage(),
                from.from(),
                from.to(),
                from.last(),
                from.checkpoints(),
                from.binlogPosition(),
                Manifest.XBCLOUD,
                parts,
                from.size(),
                checksums,
                from.parent(),
                from.depth(),
                from.other());
    }
}
