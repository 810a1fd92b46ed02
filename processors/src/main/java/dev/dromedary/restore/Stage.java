package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The stage of a restore: base and increments as they are unpacked and prepared, and the data that is to come in. */
public final class Stage {
    private final Workplace workplace;

    Stage(Workplace workplace) {
        this.workplace = workplace;
    }

    /** An empty {@link Workplace#base()}; what was there is gone. */
    public Path freshBase() {
        return fresh(workplace.base());
    }

    /**
     * An empty directory for one increment: the tool consumes its content, so none may be used twice.
     *
     * @param position of the increment in its chain; two are there at a time, one being prepared and one being unpacked
     */
    public Path freshIncrement(int position) {
        workplace.create();
        try {
            FileOperations.DISK.createDirectory(workplace.increments());
        } catch (IOException e) {
            throw DiskFailure.of("creating " + workplace.increments(), e);
        }
        return fresh(increment(position));
    }

    /** Removes an increment that was prepared: it is of no more use, and its space may be needed. */
    public void dropIncrement(int position) {
        Trees.delete(increment(position));
    }

    /**
     * An empty {@link Workplace#incoming()}; what was there is gone.
     *
     * @throws BackupException if a swap has begun
     */
    public Path freshIncoming() {
        requireNotMidway();
        return fresh(workplace.incoming());
    }

    /**
     * Removes what was staged: base, increment and incoming data; never old data or the journal.
     *
     * @throws BackupException if a swap has begun and is neither finished nor rolled back: it needs the incoming data
     */
    public void discard() {
        requireNotMidway();
        try {
            discard(FileOperations.DISK);
        } catch (IOException e) {
            throw DiskFailure.of("discarding the stage of restore " + workplace.restore(), e);
        }
    }

    Path increment(int position) {
        return workplace.increments().resolve(Integer.toString(position));
    }

    void discard(FileOperations files) throws IOException {
        for (Path staged : List.of(workplace.base(), workplace.increments(), workplace.incoming())) {
            Trees.delete(staged, files);
        }
    }

    private void requireNotMidway() {
        Swap.State state = Journal.read(workplace.journal()).state();
        if (state == Swap.State.STARTED || state == Swap.State.OLD_ASIDE) {
            throw new BackupException(
                    Reason.SwapFailed,
                    "restore " + workplace.restore() + " is in the middle of its swap",
                    "finish the swap or roll it back first");
        }
    }

    private Path fresh(Path directory) {
        workplace.create();
        Trees.delete(directory);
        try {
            FileOperations.DISK.createDirectory(directory);
        } catch (IOException e) {
            throw DiskFailure.of("creating " + directory, e);
        }
        return directory;
    }
}
