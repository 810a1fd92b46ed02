package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an inspection of a chain has found so far. Public, because its route asks it. */
public final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    private final List<BackupException> problems = new ArrayList<>();
    private final List<Member> readable = new ArrayList<>();
    private int backups;
    private long parts;
    private long bytes;

    /** A member whose objects are all there. */
    void add(Member member) {
        count(member);
        readable.add(member);
    }

    /** What a listing says of a member. Where a part is missing or cut, nothing is to be read: there is no stream. */
    void add(Member member, StoredObjects objects) {
        count(member);
        if (objects.whole()) {
            readable.add(member);
        }
        objects.problems().forEach(this::add);
    }

    private void count(Member member) {
        backups++;
        parts += member.manifest().parts().size();
        bytes += member.manifest().size();
    }

    void add(BackupException problem) {
        LOG.warn("{}: {}", problem.reason(), problem.describe());
        problems.add(problem);
    }

    /** The members that are worth reading. */
    public List<Member> readable() {
        return List.copyOf(readable);
    }

    /** The first problem stands for all; the log has the others. */
    RunResult result(Manifest tip, boolean deep) {
        if (problems.isEmpty()) {
            String counted =
                    "%d backup%s, %d parts, %d bytes: ".formatted(backups, backups == 1 ? "" : "s", parts, bytes);
            return new RunResult(
                    Outcome.SUCCEEDED,
                    null,
                    counted + (deep ? "every byte is as it was stored" : "all are there with their lengths"),
                    null,
                    BackupFacts.of(tip, 0),
                    null);
        }
        BackupException first = problems.getFirst();
        int more = problems.size() - 1;
        String message = first.getMessage() + (more == 0 ? "" : " (and " + more + " more, see the log)");
        return RunResult.failed(Outcome.FAILED, new BackupException(first.reason(), message, first.hint()));
    }
}
