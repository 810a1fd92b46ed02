package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import java.io.IOException;

/**
 * Lets old and new data change places, one rename for each entry of the data directory, because the directory itself is
 * the root of a volume. A journal is written before the first rename; it and the places of the entries say after a crash
 * at any point how to go on or back. Nothing is kept in memory between two calls.
 *
 * <p>Every method throws {@link BackupException}: {@code ServerNotStopped} if a server uses the data, {@code SwapFailed}
 * if the swap is not in a state for it or entries are not where they should be, {@code DiskFailed} and its like if the
 * disk refuses. Each may be called again then.
 */
public final class Swap {
    /** How far a swap is; kept in its journal. */
    public enum State {
        /** Nothing was moved. */
        NONE,
        /** Old entries are being put aside. */
        STARTED,
        /** All old entries are aside, new ones are being moved in. */
        OLD_ASIDE,
        /** The new data is in place, the old data is kept for a roll back. */
        SWAPPED,
        /** Old entries are being brought back; there is no way forward any more. */
        ROLLING_BACK,
        /** The old data is in place. */
        ROLLED_BACK,
        /** The new data stays; there is no way back any more. */
        ACCEPTED;

        boolean isFinal() {
            return this == NONE || this == ROLLED_BACK || this == ACCEPTED;
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private final Workplace workplace;
    private final FileOperations files;
    private final SwapMoves moves;

    Swap(Workplace workplace, FileOperations files) {
        this.workplace = workplace;
        this.files = files;
        this.moves = new SwapMoves(workplace, files);
    }

    /** The swap of this restore, whether it has begun or not. */
    public static Swap open(Workplace workplace) {
        return new Swap(workplace, FileOperations.DISK);
    }

    /** What the journal says now; {@code NONE} also after an accepted swap was removed with its old data. */
    public State state() {
        return Journal.read(workplace.journal()).state();
    }

    /**
     * Puts the new data in place of the old, or finishes doing so; does nothing if that is done. Holds the
     * {@link DataDirectoryLock} meanwhile.
     */
    public void swap() {
        Journal journal = Journal.read(workplace.journal());
        switch (journal.state()) {
            case NONE, STARTED, OLD_ASIDE -> locked("swapping data", () -> forward(journal));
            case SWAPPED, ACCEPTED -> {}
            case ROLLING_BACK, ROLLED_BACK -> throw refused("swapped", "finish the roll back, clear, and stage again");
        }
    }

    /**
     * Puts the old data back in place of the new, from any state but {@code ACCEPTED}, then removes the new data, what
     * the server made of it, and what was staged. Leaves the journal, which {@link Workplace#clear()} removes. Does
     * nothing if nothing was swapped. Holds the {@link DataDirectoryLock} meanwhile.
     */
    public void rollBack() {
        Journal journal = Journal.read(workplace.journal());
        switch (journal.state()) {
            case NONE -> {}
            case STARTED, OLD_ASIDE, SWAPPED, ROLLING_BACK -> locked("rolling data back", () -> back(journal));
            case ROLLED_BACK -> wrapped("removing rejected data", this::removeRejected);
            case ACCEPTED -> throw refused("rolled back", "restore an earlier backup instead");
        }
    }

    /**
     * Makes the swap final and removes what is ours; the server may run. With {@code keepOld} the old data and the
     * journal stay, until this is called without. Does nothing if all is gone already.
     */
    public void accept(boolean keepOld) {
        Journal journal = Journal.read(workplace.journal());
        switch (journal.state()) {
            case NONE -> wrapped("clearing", this::clearIfNothingIsLeft);
            case SWAPPED ->
                wrapped("accepting", () -> {
                    SwapChecks.requireDataDirectory(workplace.dataDirectory(), "accepted data");
                    mark(journal, State.ACCEPTED);
                    removeAccepted(keepOld);
                });
            case ACCEPTED -> wrapped("accepting", () -> removeAccepted(keepOld));
            case STARTED, OLD_ASIDE, ROLLING_BACK, ROLLED_BACK ->
                throw refused("accepted", "finish the swap or roll it back");
        }
    }

    private void forward(Journal found) throws IOException {
        Journal journal = found.state() == State.NONE ? begin() : found;
        if (journal.state() == State.STARTED) {
            moves.putAside(journal);
            journal = mark(journal, State.OLD_ASIDE);
        }
        moves.install(journal);
        mark(journal, State.SWAPPED);
    }

    private Journal begin() throws IOException {
        SwapChecks.beforeSwap(workplace);
        workplace.create(files);
        files.createDirectory(workplace.old());
        files.sync(workplace.root());
        return mark(
                new Journal(
                        State.NONE, SwapMoves.entries(workplace.dataDirectory()), Trees.names(workplace.incoming())),
                State.STARTED);
    }

    private void back(Journal found) throws IOException {
        Journal journal = found;
        if (found.state() != State.ROLLING_BACK) {
            if (found.state() != State.STARTED) {
                moves.requireAllAside(found);
            }
            journal = mark(found, State.ROLLING_BACK);
        }
        files.createDirectory(workplace.rejected());
        files.sync(workplace.root());
        moves.reject(journal);
        moves.bringBack(journal);
        mark(journal, State.ROLLED_BACK);
        removeRejected();
    }

    private void removeRejected() throws IOException {
        Trees.delete(workplace.rejected(), files);
        workplace.stage().discard(files);
        files.delete(workplace.old());
    }

    private void removeAccepted(boolean keepOld) throws IOException {
        Trees.delete(workplace.dropped(), files);
        workplace.stage().discard(files);
        if (keepOld) {
            return;
        }
        if (Trees.exists(workplace.old())) {
            files.move(workplace.old(), workplace.dropped());
            files.sync(workplace.root());
        }
        workplace.clear(files);
    }

    private void clearIfNothingIsLeft() throws IOException {
        if (!Trees.names(workplace.incoming()).isEmpty() || Trees.exists(workplace.base())) {
            throw refused("accepted", "swap the staged data first");
        }
        workplace.clear(files);
    }

    private Journal mark(Journal journal, State state) throws IOException {
        Journal next = journal.with(state);
        next.write(workplace.journal(), files);
        return next;
    }

    @SuppressWarnings("try") // The lock is held, not used.
    private void locked(String doing, Step step) {
        try (DataDirectoryLock held = DataDirectoryLock.take(workplace.dataDirectory())) {
            wrapped(doing, step);
        }
    }

    private void wrapped(String doing, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw DiskFailure.of(doing + " of restore " + workplace.restore(), e);
        }
    }

    private BackupException refused(String what, String hint) {
        return SwapChecks.failed(
                "restore " + workplace.restore() + " cannot be " + what + " (swap: " + state() + ")", hint);
    }
}
