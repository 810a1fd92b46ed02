package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where everything of one restore lies: {@code <data directory>/.dromedary/<restore>/}. Two levels deep, because MariaDB
 * takes a folder of the first level for a database, and an {@code .ibd} file in that one spoils the next backup. For
 * {@code target: Verify} the data directory is a scratch directory.
 *
 * @param dataDirectory the root of the claim, which is the server's data directory
 * @param restore the name of the restore resource, an RFC 1123 subdomain
 */
public record Workplace(Path dataDirectory, String restore) {
    /** The one name of ours in a data directory. */
    static final String OURS = ".dromedary";

    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    /** @throws BackupException if the name of the restore is none, and might be a way out of the directory */
    public Workplace {
        if (!isName(restore)) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "'" + restore + "' is no name of a restore",
                    "use lower case letters, digits, '-' and '.', at most 253");
        }
    }

    /** The restores that have left something in this data directory, such as old data that was to be kept; sorted. */
    public static List<String> restores(Path dataDirectory) {
        try {
            return Trees.names(dataDirectory.resolve(OURS)).stream()
                    .filter(Workplace::isName)
                    .toList();
        } catch (IOException e) {
            throw DiskFailure.of("listing " + dataDirectory.resolve(OURS), e);
        }
    }

    /** The base, extracted and prepared here. */
    public Path base() {
        return root().resolve("base");
    }

    /** The directory that the tool's {@code --move-back} fills. */
    public Path incoming() {
        return root().resolve("new");
    }

    /** What was in the data directory before the swap. */
    public Path old() {
        return root().resolve("old");
    }

    /** What the swap has done and is about to do. */
    public Path journal() {
        return root().resolve("journal");
    }

    /** What is put together here before it is swapped in. */
    public Stage stage() {
        return new Stage(this);
    }

    /** Makes the folder of this restore, durably; one that is there is left as it is. */
    public void create() {
        try {
            create(FileOperations.DISK);
        } catch (IOException e) {
            throw DiskFailure.of("creating " + root(), e);
        }
    }

    /**
     * Removes all of this restore, the journal last, and our folder where it is empty then. May be run twice.
     *
     * @throws BackupException if a swap is under way or not accepted, or there is old data still
     */
    public void clear() {
        try {
            clear(FileOperations.DISK);
        } catch (IOException e) {
            throw DiskFailure.of("clearing " + root(), e);
        }
    }

    Path root() {
        return dataDirectory.resolve(OURS).resolve(restore);
    }

    /** Where the increments lie that are being unpacked or prepared. */
    Path increments() {
        return root().resolve("increments");
    }

    /** The new data and what the server made of it, after a roll back. */
    Path rejected() {
        return root().resolve("rejected");
    }

    /** Old data on its way out: renamed first, so that {@code old} is whole or absent. */
    Path dropped() {
        return root().resolve("dropped");
    }

    void create(FileOperations files) throws IOException {
        files.createDirectory(dataDirectory.resolve(OURS));
        files.sync(dataDirectory);
        files.createDirectory(root());
        files.sync(dataDirectory.resolve(OURS));
    }

    void clear(FileOperations files) throws IOException {
        Swap.State state = Journal.read(journal()).state();
        if (!state.isFinal() || !Trees.names(old()).isEmpty()) {
            throw new BackupException(
                    Reason.SwapFailed,
                    "restore " + restore + " still holds old data (swap: " + state + ")",
                    "accept the restore or roll it back first");
        }
        stage().discard(files);
        Trees.delete(rejected(), files);
        Trees.delete(dropped(), files);
        // Not recursively: should old data turn up between the check and here, this fails.
        files.delete(old());
        files.delete(Journal.draft(journal()));
        files.delete(journal());
        files.delete(root());
        try {
            files.delete(dataDirectory.resolve(OURS));
        } catch (DirectoryNotEmptyException e) {
            // Another restore keeps its old data.
            return;
        }
        files.sync(dataDirectory);
    }

    private static boolean isName(String name) {
        return name.length() <= 253 && SUBDOMAIN.matcher(name).matches();
    }
}
