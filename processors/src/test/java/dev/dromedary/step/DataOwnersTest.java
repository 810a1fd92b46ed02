package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.chain.Manifest;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.ServerAccess;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataOwnersTest {
    private static final int SOMEBODY = 12345;

    @TempDir
    Path data;

    private int uid;
    private int gid;

    @BeforeEach
    void aDataDirectoryThatIsNotRoots() throws IOException {
        if (id("uid") == 0) {
            Files.setAttribute(data, "unix:uid", SOMEBODY);
            Files.setAttribute(data, "unix:gid", SOMEBODY);
        }
        uid = id("uid");
        gid = id("gid");
    }

    private int id(String which) throws IOException {
        return (Integer) Files.getAttribute(data, "unix:" + which);
    }

    private static Exchange run(RunKind kind, RunAs runAs, String claim) {
        ServerAccess server =
                new ServerAccess(null, "host", 3306, "u", "s", null, "uid", "pod", claim, null, null, List.of());
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(
                exchange,
                new RunSpecification(
                        kind,
                        new Manifest.Owner("ns", "b", "uid", "c"),
                        null,
                        null,
                        null,
                        null,
                        server,
                        null,
                        false,
                        runAs));
        return exchange;
    }

    private RunAs wanted(RunKind kind, RunAs said, int selfUser, int selfGroup) {
        Exchange exchange = run(kind, said, "claim");
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> DataOwners.require(exchange, data, selfUser, selfGroup))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.OtherDataOwner));
        return exchange.getProperty(RunProperty.DATA_OWNER.key(), RunAs.class);
    }

    @Test
    void theOwnerGoesOn() {
        assertThatCode(() -> DataOwners.require(run(RunKind.RESTORE, null, "claim"), data, uid, gid))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherAnswersWhoTheOwnerIs() {
        assertThat(wanted(RunKind.BACKUP, null, uid + 1, gid)).isEqualTo(new RunAs((long) uid, (long) gid));
    }

    @Test
    void whoReadsNeedsNoGroupAndWhoWritesDoes() {
        assertThatCode(() -> DataOwners.require(run(RunKind.BACKUP, null, "claim"), data, uid, gid + 1))
                .doesNotThrowAnyException();
        assertThat(wanted(RunKind.RESTORE, new RunAs(77L, null), uid + 1, gid + 1))
                .as("the user that was said stays")
                .isEqualTo(new RunAs(77L, (long) gid));
    }

    @Test
    void whatWasSaidIsNotDoubted() {
        assertThatCode(() ->
                        DataOwners.require(run(RunKind.RESTORE, new RunAs(1L, 1L), "claim"), data, uid + 1, gid + 1))
                .doesNotThrowAnyException();
    }

    @Test
    void rootsDataIsRefused() {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(
                        () -> DataOwners.require(run(RunKind.BACKUP, null, "claim"), Path.of("/"), SOMEBODY, SOMEBODY))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.RootOwnsData));
    }

    @Test
    void onAPlainHostItIsWhoeverStartedIt() {
        assertThatCode(() -> DataOwners.require(run(RunKind.RESTORE, null, null), Path.of("/nowhere")))
                .doesNotThrowAnyException();
    }
}
