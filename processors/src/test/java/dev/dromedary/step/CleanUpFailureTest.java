package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanUpFailureTest {
    @TempDir
    private Path folder;

    private RunResult told(RunKind kind, BackupException thrown) throws IOException {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, thrown);
        RunProperty.RUN.set(
                exchange,
                RunSpecification.inStorage(
                        kind, new Manifest.Owner("ns", "monday", "uid", "shop"), null, null, BackupType.FULL));
        new CleanUpFailure(new WorkDirectories(folder)).process(exchange);
        return exchange.getMessage().getBody(RunResult.class);
    }

    @Test
    void whatAParserSaysGetsAHintByWhatTheRunWasFor() throws IOException {
        BackupException cut = new BackupException(Reason.StreamIncomplete, "stream ends after 7 bytes", "");

        assertThat(told(RunKind.BACKUP, cut))
                .isEqualTo(RunResult.failed(
                        Outcome.NOT_STARTED,
                        new BackupException(
                                Reason.StreamIncomplete, "stream ends after 7 bytes", "take the backup again")));
        assertThat(told(RunKind.VERIFY, cut).hint()).isEqualTo("restore another backup, and take a new full one");
    }

    @Test
    void aHintIsKept() throws IOException {
        assertThat(told(RunKind.BACKUP, new BackupException(Reason.DiskFull, "a disk is full", "make room"))
                        .hint())
                .isEqualTo("make room");
    }
}
