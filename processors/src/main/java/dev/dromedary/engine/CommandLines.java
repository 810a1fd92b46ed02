package dev.dromedary.engine;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The arguments of a tool, in the order in which it wants them. */
final class CommandLines {
    /** What a user's argument would break: the stream, the LSN, the trust in the verdict, or the password's secrecy. */
    private static final Set<String> OURS = Set.of(
            "backup",
            "prepare",
            "copy-back",
            "move-back",
            "decompress",
            "apply-log-only",
            "stream",
            "target-dir",
            "extra-lsndir",
            "incremental-lsn",
            "incremental-basedir",
            "incremental-dir",
            "incremental-history-name",
            "incremental-history-uuid",
            "defaults-file",
            "defaults-extra-file",
            "defaults-group-suffix",
            "defaults-group",
            "no-defaults",
            "print-defaults",
            "print-param",
            "login-path",
            "user",
            "password",
            "version",
            "help",
            "innobackupex",
            "fifo-streams",
            "fifo-dir");

    private final EngineProfile profile;

    CommandLines(EngineProfile profile) {
        this.profile = profile;
    }

    List<String> backup(
            Path defaultsFile,
            Path extraLsnDir,
            Path targetDir,
            Optional<Path> dataDirectory,
            Optional<Lsn> incrementalLsn,
            List<String> userArguments,
            boolean replica) {
        userArguments.forEach(CommandLines::check);
        List<String> arguments = new ArrayList<>();
        arguments.add("--defaults-file=" + defaultsFile); // must be first, or the tools refuse it
        arguments.add("--backup");
        arguments.add(profile.mariadb() ? "--stream=mbstream" : "--stream=xbstream");
        arguments.add("--target-dir=" + targetDir);
        arguments.add("--extra-lsndir=" + extraLsnDir);
        // The root of an ext4 volume has a lost+found that the tool's user may not read; mariadb-backup ends with
        // "Can't open dir ./lost+found" (measured; with this its info says partial = Y, but the copy is whole).
        arguments.add("--databases-exclude=lost+found");
        if (replica) {
            arguments.add("--slave-info");
            arguments.add("--safe-slave-backup");
        }
        dataDirectory.ifPresent(directory -> arguments.add("--datadir=" + directory));
        arguments.addAll(userArguments);
        incrementalLsn.ifPresent(lsn -> arguments.add("--incremental-lsn=" + lsn));
        return List.copyOf(arguments);
    }

    List<String> prepare(Path target, Optional<Path> increment, boolean last) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--prepare");
        if (!profile.mariadb()) {
            // mariadb-backup has neither option (exit 2, measured): its prepare always leaves room for increments.
            arguments.add(last ? "--rollback-prepared-trx" : "--apply-log-only");
        }
        arguments.add("--target-dir=" + target);
        increment.ifPresent(directory -> arguments.add("--incremental-dir=" + directory));
        return List.copyOf(arguments);
    }

    private static void check(String argument) {
        if (!argument.startsWith("--")) {
            throw refused(argument.startsWith("-p") ? "-p..." : argument, "write options as --name=value");
        }
        int equals = argument.indexOf('=');
        String name =
                argument.substring(2, equals < 0 ? argument.length() : equals).replace('_', '-');
        String bare = name.startsWith("loose-") ? name.substring("loose-".length()) : name;
        // The tools take any unambiguous beginning of a name for the name.
        boolean ours = OURS.stream().anyMatch(option -> option.equals(bare) || beginning(bare, option));
        if (ours || bare.isEmpty()) {
            throw refused("--" + name, "the operator sets it");
        }
    }

    private static boolean beginning(String name, String option) {
        return name.length() >= 3 && option.startsWith(name);
    }

    private static BackupException refused(String argument, String hint) {
        return new BackupException(
                Reason.ResourceInvalid, "tool argument '" + argument + "' cannot be used here", hint);
    }
}
