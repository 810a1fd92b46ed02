package dev.dromedary.app.command;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Draws the chains of a place, with what can be restored of each. */
@Command(
        name = "chain",
        description = "Show the chains of backups, and from when to when each can be restored.",
        footer = "Exit codes: 0 all whole, 1 one is broken, 2 command line not understood, 3 could not be looked at.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class ChainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CLUSTER", arity = "0..1", description = "Those of one cluster only")
    private String cluster;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    @Override
    public Integer call() {
        try (Place place = where.open()) {
            List<ChainSection> sections = ChainSections.of(place, cluster);
            if (cluster != null && sections.isEmpty() && place instanceof BucketPlace) {
                throw new BackupException(
                        Reason.ClusterNotFound,
                        "there is no backup of cluster " + cluster + " in " + place.title(),
                        "see dromedary chain without a cluster");
            }
            if (cluster != null && sections.isEmpty()) {
                var unused = place.cluster(cluster);
            }
            if (sections.isEmpty() && shown.form().text()) {
                shown.note("No backups found in " + place.title() + ".");
                return Exit.GOOD;
            }
            ChainReport report = new ChainReport(sections);
            shown.print(report.text(), report.document());
            boolean unread =
                    place.storages().isPresent() && sections.stream().anyMatch(section -> section.unread() != null);
            boolean whole = sections.stream().allMatch(ChainSection::whole);
            return !whole ? Exit.BAD : unread ? Exit.NOT_DONE : Exit.GOOD;
        }
    }
}
