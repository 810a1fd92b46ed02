package dev.dromedary.engine;

import dev.dromedary.status.BackupException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a tool says on standard error. Keeps the last lines and what they mean, never a password; may be fed by one
 * thread and asked by others.
 */
public final class EngineLog {
    private static final int TAIL = 50;
    private static final int MAX_LOST = 100;

    private final Deque<String> tail = new ArrayDeque<>();
    private final List<String> lostTables = new ArrayList<>();
    private final Diagnosis diagnosis = new Diagnosis();
    private LockPhase lockPhase = LockPhase.NONE;
    private int redoWarnings;
    private String last = "";

    /** Takes a line as the tool wrote it, without its end. */
    public synchronized void line(String raw) {
        if (raw.isBlank()) {
            return;
        }
        String line = LogLine.clean(raw);
        last = line;
        tail.addLast(line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
        lockPhase = LogLine.lockPhase(line).orElse(lockPhase);
        redoWarnings += LogLine.redoRisk(line) ? 1 : 0;
        LogLine.lostTable(line).filter(name -> lostTables.size() < MAX_LOST).ifPresent(lostTables::add);
        diagnosis.line(line);
    }

    /** Whether the last line is the one with which the tools end when all went well. */
    public synchronized boolean completed() {
        return last.endsWith("completed OK!");
    }

    /** The last lines, cleaned, the oldest first. */
    public synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    /**
     * Files that the tool wanted and did not get, though it exits 0: of an Aria or MyISAM table that was renamed or
     * dropped between scan and copy.
     */
    public synchronized List<String> lostTables() {
        return List.copyOf(lostTables);
    }

    /** What the server waits with now. */
    public synchronized LockPhase lockPhase() {
        return lockPhase;
    }

    /** Whether its stream must not wait: commits of the server would, or the tool has trouble following the redo log. */
    public synchronized boolean hurries() {
        return lockPhase == LockPhase.COMMIT || redoWarnings > 0;
    }

    /** How often the tool said that it has trouble following the redo log. */
    public synchronized int redoWarnings() {
        return redoWarnings;
    }

    /** Why the tool failed, as far as its lines tell; empty if neither they nor the exit code speak of a failure. */
    public synchronized Optional<BackupException> explain(int exitCode) {
        if (exitCode == 0 && completed()) {
            return Optional.empty();
        }
        return Optional.of(diagnosis.explain(exitCode, last));
    }

    /** A line without what must not be kept: passwords in arguments, their hashes in grants, keys. */
    public static String redact(String line) {
        return LogLine.redact(line);
    }
}
