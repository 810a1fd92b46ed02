package dev.dromedary.step;

import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Member;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.restore.Workplace;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;

/** The commands that turn the unpacked members of a chain into a data directory, and the checks between them. */
public final class PrepareChain {
    public void writePrepareCommand(Exchange exchange) {
        Restoration restoration = restoration(exchange);
        Optional<Path> increment = UnpackMember.isBase(member(exchange))
                ? Optional.empty()
                : Optional.of(RunProperty.UNPACKED.get(exchange, Path.class));
        boolean last = RunProperty.CHAIN.get(exchange, Chain.class).tip().equals(member(exchange));
        exchange.getMessage().setBody(InputStream.nullInputStream());
        ToolCommand.set(
                exchange,
                restoration.folder(),
                restoration.executable(),
                restoration.engine().prepareArguments(restoration.workplace().base(), increment, last));
    }

    /** After each step the base has to be where the increment ends. */
    public void checkPrepared(Exchange exchange) throws IOException {
        requireSuccess(finished(exchange), "preparing " + member(exchange).destination());
        Checkpoints prepared =
                checkpoints(exchange, restoration(exchange).workplace().base());
        if (!prepared.to().equals(member(exchange).manifest().to())) {
            throw failed("preparing " + member(exchange).destination() + " ended at lsn " + prepared.to() + ", not "
                    + member(exchange).manifest().to());
        }
        restoration(exchange)
                .workplace()
                .stage()
                .dropIncrement(member(exchange).manifest().depth());
    }

    public void writeMoveBackCommand(Exchange exchange) throws IOException {
        Restoration restoration = restoration(exchange);
        Workplace workplace = restoration.workplace();
        if (!restoration.engine().restorable(checkpoints(exchange, workplace.base()))) {
            throw failed("the base is not prepared to its end");
        }
        exchange.getMessage().setBody(InputStream.nullInputStream());
        ToolCommand.set(
                exchange,
                restoration.folder(),
                restoration.executable(),
                restoration
                        .engine()
                        .moveBackArguments(workplace.base(), workplace.stage().freshIncoming()));
    }

    public void checkMovedBack(Exchange exchange) {
        requireSuccess(finished(exchange), "moving the prepared data");
    }

    private static void requireSuccess(FeedingExecutor.FinishedTool tool, String doing) {
        if (tool.getExitValue() != 0 || !tool.log().completed()) {
            throw tool.log()
                    .explain(tool.getExitValue())
                    .filter(told -> told.reason() == Reason.DiskFull)
                    .orElseGet(() -> failed(doing + " failed (exit " + tool.getExitValue() + "): " + last(tool)));
        }
    }

    static String last(FeedingExecutor.FinishedTool tool) {
        return tool.log().tail().isEmpty()
                ? "no word of why"
                : tool.log().tail().getLast();
    }

    static BackupException failed(String message) {
        return new BackupException(Reason.PrepareFailed, message, "look into the log of the tool");
    }

    static Checkpoints checkpoints(Exchange exchange, Path directory) throws IOException {
        Path file = directory.resolve(restoration(exchange).engine().checkpointsFile());
        return Checkpoints.parse(Files.readString(file, StandardCharsets.UTF_8));
    }

    static FeedingExecutor.FinishedTool finished(Exchange exchange) {
        return exchange.getMessage().getBody(FeedingExecutor.FinishedTool.class);
    }

    private static Member member(Exchange exchange) {
        return RunProperty.MEMBER.get(exchange, Member.class);
    }

    private static Restoration restoration(Exchange exchange) {
        return RunProperty.RESTORATION.get(exchange, Restoration.class);
    }
}
