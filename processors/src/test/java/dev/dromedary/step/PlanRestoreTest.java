package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Lineage;
import dev.dromedary.chain.Manifests;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.ServerAccess;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool that restores a chain is of the series of all its members. */
class PlanRestoreTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path tools;

    private StoredChain chain;

    @BeforeEach
    void storeAChainOfMariadb1011() {
        chain = new StoredChain(directory);
        storePart(StoredChain.BASE);
        storePart(StoredChain.FIRST);
    }

    private void storePart(String key) {
        new Folder(directory.toString()).put(key + "/part.0", new byte[5], true);
    }

    private void installed(String version) throws IOException {
        Path tool = Files.writeString(
                tools.resolve("mariadb-backup"),
                "#!/bin/sh\necho mariadb-backup based on MariaDB server " + version + "-MariaDB\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private Exchange plan(String key) {
        Exchange exchange = chain.exchange(RunKind.PLAN, BackupType.INCREMENTAL, "bucket", key);
        ServerAccess server = new ServerAccess(
                null, "host", 3306, "u", "s", "/data", "", null, null, null, tools.toString(), List.of());
        RunProperty.RUN.set(
                exchange,
                new RunSpecification(
                        RunKind.PLAN, null, null, null, BackupType.INCREMENTAL, null, server, null, false, null));
        new ReadChain().process(exchange);
        new PlanRestore().process(exchange);
        return exchange;
    }

    private void assertRefused(Reason reason, String key, String message, String hint) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> plan(key))
                .withMessage(message)
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.hint()).isEqualTo(hint);
                });
    }

    @Test
    void anotherReleaseOfTheSeriesRestores() throws IOException {
        installed("10.11.2");

        ToolSearch.Found found = RunProperty.ENGINE.get(plan(StoredChain.FIRST), ToolSearch.Found.class);

        assertThat(found.executable()).isEqualTo(tools.resolve("mariadb-backup").toString());
        assertThat(found.engine().version()).startsWith("10.11.2");
    }

    @Test
    void aToolOfAnotherSeriesDoesNot() throws IOException {
        installed("11.4.5");

        assertRefused(
                Reason.ToolNotSupported,
                StoredChain.FIRST,
                "the backup was taken with mariadb 10.11, here is mariadb 11.4",
                "use the tool of the same series");
    }

    @Test
    void aChainWhoseMembersAreOfTwoSeriesIsNone() throws IOException {
        installed("11.4.5");
        chain.store(
                StoredChain.SECOND,
                Manifests.manifest(
                        StoredChain.SECOND,
                        BackupType.INCREMENTAL,
                        2000,
                        3000,
                        3100,
                        chain.first,
                        new Lineage("", Manifests.LINEAGE.incarnation(), "mariadb 11.4")));
        storePart(StoredChain.SECOND);

        assertRefused(
                Reason.ChainBroken,
                StoredChain.SECOND,
                "the chain of s3://bucket/" + StoredChain.SECOND
                        + " is broken: the engine is mariadb 11.4, the parent's was mariadb 10.11",
                "restore an earlier member of the chain, or take a new full backup");
    }
}
