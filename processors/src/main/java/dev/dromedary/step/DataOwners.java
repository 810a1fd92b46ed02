package dev.dromedary.step;

import dev.dromedary.restore.Ownership;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;

/**
 * Makes sure that a run in Kubernetes is the user whose the data is, where nobody has said whom it is to be. On a plain host
 * it is whoever started it.
 */
final class DataOwners {
    private DataOwners() {}

    /**
     * Returns if the run may go on.
     *
     * @throws BackupException {@code OtherDataOwner}, with the owner in the exchange; {@code RootOwnsData}
     */
    static void require(Exchange exchange, Path dataDirectory) {
        if (RunProperty.run(exchange).server().claim() != null) {
            require(exchange, dataDirectory, self("uid"), self("gid"));
        }
    }

    static void require(Exchange exchange, Path dataDirectory, int uid, int gid) {
        RunSpecification run = RunProperty.run(exchange);
        RunAs said = run.runAs() == null ? new RunAs(null, null) : run.runAs();
        Ownership data = Ownership.of(dataDirectory);
        boolean anotherUser = said.user() == null && data.uid() != uid;
        // Who restores gives the data to its group, for which he must be in it; who reads needs no group.
        boolean anotherGroup = said.group() == null && run.kind() != RunKind.BACKUP && data.gid() != gid;
        if (!anotherUser && !anotherGroup) {
            return;
        }
        if (anotherUser && data.uid() == 0) {
            throw new BackupException(
                    Reason.RootOwnsData,
                    "the data in " + dataDirectory + " belongs to root",
                    "let the server run as a user of its own, or set podSecurityContext.runAsUser of the storage to 0");
        }
        Long user = said.user() == null ? Long.valueOf(data.uid()) : said.user();
        RunProperty.DATA_OWNER.set(exchange, new RunAs(user, (long) data.gid()));
        throw new BackupException(
                Reason.OtherDataOwner,
                "the data in " + dataDirectory + " belongs to " + data.uid() + ":" + data.gid() + ", this is " + uid
                        + ":" + gid,
                "the run is launched again as that user; spec.backup.dataOwner saves the attempt");
    }

    private static int self(String id) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:" + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
