package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.restore.Workplace;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;

/** The command that unpacks a member of a chain, and the check of what came of it. */
public final class UnpackMember {
    /** Each increment gets a directory of its own: the tools spoil one that is used twice. */
    public void writeCommand(Exchange exchange) {
        Restoration restoration = RunProperty.RESTORATION.get(exchange, Restoration.class);
        Member member = RunProperty.MEMBER.get(exchange, Member.class);
        Workplace workplace = restoration.workplace();
        Path target = isBase(member)
                ? workplace.stage().freshBase()
                : workplace.stage().freshIncrement(member.manifest().depth());
        RunProperty.UNPACKED.set(exchange, target);
        ToolCommand.set(
                exchange,
                restoration.folder(),
                restoration.unpacker(),
                restoration.engine().unpackArguments(target));
    }

    /** An unpacker says what went wrong on its standard error, and may end with 0 all the same. */
    public void check(Exchange exchange) throws IOException {
        FeedingExecutor.FinishedTool tool = PrepareChain.finished(exchange);
        Member member = RunProperty.MEMBER.get(exchange, Member.class);
        if (tool.getExitValue() != 0 || !tool.log().tail().isEmpty()) {
            throw tool.log()
                    .explain(tool.getExitValue())
                    .filter(told -> told.reason() == Reason.DiskFull)
                    .orElseGet(() -> PrepareChain.failed("unpacking " + member.destination() + " failed (exit "
                            + tool.getExitValue() + "): " + PrepareChain.last(tool)));
        }
        Checkpoints found = PrepareChain.checkpoints(exchange, RunProperty.UNPACKED.get(exchange, Path.class));
        Manifest manifest = member.manifest();
        if (!found.from().equals(manifest.from()) || !found.to().equals(manifest.to())) {
            throw new BackupException(
                    Reason.ChainBroken,
                    "what was unpacked from " + member.destination() + " goes from lsn " + found.from() + " to "
                            + found.to() + ", its manifest says " + manifest.from() + " to " + manifest.to(),
                    "restore another backup");
        }
    }

    static boolean isBase(Member member) {
        return member.manifest().depth() == 0;
    }
}
