package dev.dromedary.engine;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whether a backup is one. Each of its signs has been seen to lie alone: tools exit 0 and leave tables out, end a cut
 * stream between two chunks, write the trailer and fail after it, and take an LSN that never was.
 */
public final class Verdict {
    /** What a compressed or encrypted file's name may end in. */
    private static final List<String> SUFFIXES =
            List.of("", ".zst", ".lz4", ".qp", ".xbcrypt", ".zst.xbcrypt", ".lz4.xbcrypt", ".qp.xbcrypt");

    private Verdict() {}

    /**
     * Weighs all signs.
     *
     * @param exit the tool's exit code
     * @param requestedFrom the LSN an increment was asked to start at; empty for a base
     * @param extraLsnCheckpoints text of the checkpoints in the {@code --extra-lsndir}; if it is empty, that copy is not
     *     compared
     * @return the checkpoints of the backup
     * @throws BackupException with the reason of the first sign that is wrong
     */
    public static Checkpoints check(
            EngineProfile profile,
            int exit,
            EngineLog log,
            StreamTap tap,
            Optional<Lsn> requestedFrom,
            Optional<String> extraLsnCheckpoints) {
        stream(tap, exit, log);
        lostTables(log, tap);
        trailer(profile, tap);
        Checkpoints checkpoints = checkpoints(profile, tap, extraLsnCheckpoints);
        type(checkpoints, requestedFrom);
        order(checkpoints, requestedFrom.orElse(Lsn.ZERO));
        return checkpoints;
    }

    /**
     * Weighs a stream that is read again, as far as it tells of itself.
     *
     * @return the checkpoints in it; empty where they are compressed or encrypted
     * @throws BackupException {@code StreamDamaged} or {@code StreamIncomplete}
     */
    public static Optional<Checkpoints> ofStored(EngineProfile profile, StreamTap tap) {
        tap.end();
        trailer(profile, tap);
        return Optional.ofNullable(tap.collected().get(profile.checkpointsFile()))
                .map(text -> Checkpoints.parse(new String(text, StandardCharsets.UTF_8)));
    }

    // Damage is seen while the tool still runs, and then it is we who end it; a cut is the tool's own doing.
    private static void stream(StreamTap tap, int exit, EngineLog log) {
        Optional<BackupException> damage = tap.problem().filter(problem -> problem.reason() == Reason.StreamDamaged);
        Optional<BackupException> failure = damage.or(() -> log.explain(exit));
        if (failure.isPresent()) {
            throw failure.get();
        }
        tap.end();
    }

    // Of a table that was dropped the tool says the same as of one that was renamed, but the stream removes it too.
    private static void lostTables(EngineLog log, StreamTap tap) {
        List<String> lost = log.lostTables().stream()
                .filter(name -> !tap.dropped(name.startsWith("./") ? name.substring(2) : name))
                .toList();
        if (!lost.isEmpty()) {
            throw new BackupException(
                    Reason.TableLost,
                    "files of tables are missing from the backup: " + String.join(", ", lost),
                    "tables were renamed or changed meanwhile: take the backup again");
        }
    }

    private static void trailer(EngineProfile profile, StreamTap tap) {
        for (String name : profile.trailer()) {
            if (SUFFIXES.stream().noneMatch(suffix -> tap.has(name + suffix))) {
                throw new BackupException(Reason.StreamIncomplete, "stream has no " + name, "");
            }
        }
    }

    private static Checkpoints checkpoints(EngineProfile profile, StreamTap tap, Optional<String> extra) {
        byte[] streamed = tap.collected().get(profile.checkpointsFile());
        Optional<Checkpoints> copy = extra.map(Checkpoints::parse);
        if (streamed == null) { // encrypted: then the copy is the only one that can be read
            return copy.orElseThrow(() -> new BackupException(
                    Reason.StreamIncomplete, "stream has no readable " + profile.checkpointsFile(), ""));
        }
        Checkpoints checkpoints = Checkpoints.parse(new String(streamed, StandardCharsets.UTF_8));
        if (copy.isPresent() && !sameLsns(copy.get(), checkpoints)) {
            throw wrong("the checkpoints in the stream differ from their copy: " + told(checkpoints) + " there, "
                    + told(copy.get()) + " here");
        }
        return checkpoints;
    }

    private static boolean sameLsns(Checkpoints one, Checkpoints other) {
        return one.type().equals(other.type()) && told(one).equals(told(other));
    }

    private static String told(Checkpoints checkpoints) {
        return checkpoints.from() + ".." + checkpoints.to() + ".." + checkpoints.last();
    }

    private static void type(Checkpoints checkpoints, Optional<Lsn> requestedFrom) {
        if (requestedFrom.isPresent() ? !checkpoints.incremental() : !checkpoints.full()) {
            String wanted = requestedFrom.isPresent() ? "an increment" : "a base";
            throw wrong("the backup is '" + checkpoints.type() + "', but " + wanted + " was asked for");
        }
    }

    private static void order(Checkpoints checkpoints, Lsn from) {
        if (!checkpoints.from().equals(from)) {
            throw wrong("the backup starts at lsn " + checkpoints.from() + ", not at " + from);
        }
        if (checkpoints.to().compareTo(checkpoints.from()) < 0) {
            throw wrong("the backup ends at lsn " + checkpoints.to() + ", before its start at " + checkpoints.from());
        }
        if (checkpoints.last().compareTo(checkpoints.to()) < 0) {
            throw wrong("the redo log of the backup ends at lsn " + checkpoints.last() + ", before its checkpoint at "
                    + checkpoints.to());
        }
    }

    private static BackupException wrong(String message) {
        return new BackupException(Reason.ChainBroken, message, "the parent may be of another server: take a base");
    }
}
