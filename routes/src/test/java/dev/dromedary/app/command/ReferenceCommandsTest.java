package dev.dromedary.app.command;

import static dev.dromedary.app.command.StoredByReference.BASE;
import static dev.dromedary.app.command.StoredByReference.FIRST;
import static dev.dromedary.app.command.StoredByReference.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.app.command.Commands.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of a storage that the reference has filled. */
@ExtendWith(ProgramHome.class)
class ReferenceCommandsTest {
    private static final String LEFT = BASE + ".incr/shop-2024-06-17-08:00:00-incr";
    private static final String ORPHAN = BASE + ".incr/shop-2024-06-18-08:00:00-incr";

    private static final String OTHER = "shop-2-2024-06-14-08:00:00-full";

    @TempDir
    Path folder;

    private Commands commands;
    private BackupFiles backups;
    private StoredByReference stored;

    @BeforeEach
    void chain() throws IOException {
        backups = BackupFiles.ofShop(folder);
        commands = backups.commands();
        stored = new StoredByReference(commands.stored.folder);
        stored.chainOfThree();
    }

    /** A run that failed early, an increment of nobody knows what, and another cluster with a name that begins alike. */
    private void leaveWhatIsNoPartOfIt() throws IOException {
        stored.file(LEFT, "ibdata1", "begun");
        stored.backup(ORPHAN, 2500, 4000);
        stored.backup(OTHER, 0, 5000);
    }

    @Test
    void theChainIsATreeWithWhatLiesBesideIt() throws IOException {
        assertThat(commands.onStorage("chain").exit()).isZero();
        leaveWhatIsNoPartOfIt();

        Said said = commands.onStorage("chain");

        assertThat(said.exit()).as(said.err()).isEqualTo(1);
        assertThat(commands.plain(said)).isEqualTo("""
                cluster shop, storage disk
                BACKUP                                       STATE       FROM LSN   TO LSN   SIZE    COMPLETED
                shop-2024-06-14-08-00-00-full-XXXXXX         Succeeded   0          1000     659 B   2024-06-14T08:01:00Z
                ├─ shop-2024-06-15-08-00-00-incr-XXXXXX      Succeeded   1000       2000     695 B   2024-06-14T08:02:00Z
                │  └─ shop-2024-06-16-08-00-00-incr-XXXXXX   Succeeded   2000       3000     695 B   2024-06-14T08:03:00Z
                ├─ shop-2024-06-18-08-00-00-incr-XXXXXX      broken      2500       4000     695 B   2024-06-14T08:04:00Z
                └─ shop-2024-06-17-08-00-00-incr-XXXXXX      Unknown
                chain of shop-2024-06-14-08-00-00-full-XXXXXX is restorable from 2024-06-14T08:01:00Z to 2024-06-14T08:03:00Z, 3 backups
                shop-2024-06-18-08-00-00-incr-XXXXXX is broken: it starts at lsn 2500, and nothing that file:///backups/shop-2024-06-14-08:00:00-full leads to ends there
                shop-2024-06-17-08-00-00-incr-XXXXXX: it has no xtrabackup_checkpoints, so it was never finished

                cluster shop-2, storage disk
                BACKUP                                   STATE       FROM LSN   TO LSN   SIZE    COMPLETED
                shop-2-2024-06-14-08-00-00-full-XXXXXX   Succeeded   0          5000     661 B   2024-06-14T08:05:00Z
                chain of shop-2-2024-06-14-08-00-00-full-XXXXXX is restorable from 2024-06-14T08:05:00Z to 2024-06-14T08:05:00Z, 1 backup
                """);
    }

    @Test
    void eachIsShownAsWhatItIs() throws IOException {
        leaveWhatIsNoPartOfIt();

        Said said = commands.onStorage("get", "backups", "-o", "wide");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(commands.plain(said)
                        .replaceAll(" {2,}", "|")
                        .replaceAll("\\d+y\\d+d", "AGE")
                        .lines()
                        .skip(1))
                .containsExactly(
                        "shop-2024-06-14-08-00-00-full-XXXXXX|full|disk|file:///backups/" + BASE
                                + "|Succeeded|AGE|AGE|659|0|1000|" + BASE + "|1m0s",
                        "shop-2024-06-15-08-00-00-incr-XXXXXX|incremental|disk|file:///backups/" + FIRST
                                + "|Succeeded|AGE|AGE|695|1000|2000|" + BASE + "|2m0s",
                        "shop-2024-06-16-08-00-00-incr-XXXXXX|incremental|disk|file:///backups/" + SECOND
                                + "|Succeeded|AGE|AGE|695|2000|3000|" + BASE + "|3m0s",
                        "shop-2024-06-18-08-00-00-incr-XXXXXX|incremental|disk|file:///backups/" + ORPHAN
                                + "|Unknown|AGE|AGE|695|2500|4000|" + BASE + "|4m0s",
                        "shop-2-2024-06-14-08-00-00-full-XXXXXX|full|disk|file:///backups/" + OTHER
                                + "|Succeeded|AGE|AGE|661|0|5000|" + OTHER + "|5m0s",
                        "shop-2024-06-17-08-00-00-incr-XXXXXX|incremental|disk|file:///backups/" + LEFT + "|Unknown");
        assertThat(commands.onStorage("get", "backups", "-o", "json").out())
                .contains("\"stateDescription\": \"it has no xtrabackup_checkpoints, so it was never finished");
    }

    @Test
    void aPlanIsTheChainOrTheReasonWhyThereIsNone() throws IOException {
        leaveWhatIsNoPartOfIt();

        Said good = commands.onStorage("plan", "shop-2024-06-16-08:00:00-incr");
        assertThat(good.exit()).as(good.err()).isZero();
        assertThat(good.out())
                .containsSubsequence(
                        "shop-2024-06-14-08:00:00-full",
                        "shop-2024-06-15-08:00:00-incr",
                        "shop-2024-06-16-08:00:00-incr",
                        "prepared with xtrabackup 8.4",
                        "is restorable");
        Said orphan = commands.onStorage("plan", "shop-2024-06-18-08:00:00-incr");
        assertThat(orphan.exit()).isEqualTo(1);
        assertThat(orphan.out()).contains("ChainBroken: ", "starts at lsn 2500", "cannot be restored");
        Said left = commands.onStorage("plan", "shop-2024-06-17-08:00:00-incr");
        assertThat(left.exit()).isEqualTo(1);
        assertThat(left.out()).contains("StreamIncomplete: ", "never finished", "cannot be restored");
    }

    @Test
    void nothingIsGoodUntilItIsProven() throws IOException {
        Said light = commands.onStorage("verify", "shop-2024-06-16-08:00:00-incr");
        assertThat(light.exit()).isEqualTo(3);
        assertThat(light.err()).contains("the lengths of its objects are not known", "verify it deep");

        Said deep = commands.onStorage("verify", "shop-2024-06-16-08:00:00-incr", "--deep");
        assertThat(deep.exit()).as(deep.err()).isZero();
        assertThat(deep.out()).contains(" is good: deep, ", "3 backups, 30 parts");

        Files.delete(commands.stored.folder.resolve(FIRST + ".md5"));
        Said unknown = commands.onStorage("verify", "shop-2024-06-16-08:00:00-incr", "--deep");
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("neither a manifest nor an .md5");

        stored.file(LEFT, "ibdata1", "begun");
        Said left = commands.onStorage("verify", "shop-2024-06-17-08:00:00-incr");
        assertThat(left.exit()).isEqualTo(1);
        assertThat(left.out()).contains(" is damaged: light, ", "never finished");

        Files.delete(commands.stored.folder.resolve(BASE + "/ibdata1.00000000000000000000"));
        Said damaged = commands.onStorage("verify", "shop-2024-06-16-08:00:00-incr");
        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.out()).contains(" is damaged: light, ", "ibdata1.00000000000000000000 is missing");
    }

    @Test
    void whatIsKnownIsImportedAndTheRestIsNamed() throws IOException {
        leaveWhatIsNoPartOfIt();

        Said said = commands.onFolder("import", "shop", "--storage", "disk");

        assertThat(said.exit()).as(said.err()).isEqualTo(1);
        assertThat(commands.plain(said)).isEqualTo("""
                shop-2024-06-14-08-00-00-full-XXXXXX imported
                shop-2024-06-15-08-00-00-incr-XXXXXX imported
                shop-2024-06-16-08-00-00-incr-XXXXXX imported
                1 of other clusters left out
                """);
        assertThat(said.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains(LEFT + ": it has no xtrabackup_checkpoints, so it was never finished"))
                .anyMatch(line -> line.contains(ORPHAN + ": the chain of ") && line.contains("starts at lsn 2500"));
        assertThat(backups.names()).hasSize(3);
        assertThat(commands.onFolder("plan", backups.names().getLast()).out()).contains(" is restorable");
        assertThat(commands.onFolder("import", "shop", "--storage", "disk").out())
                .startsWith("nothing to import\n");
    }

    @Test
    void whatAFailedRunHasLeftIsNothingThatIsMissing() throws IOException {
        stored.file(LEFT, "ibdata1", "begun");

        assertThat(commands.onFolder("import", "shop", "--storage", "disk").exit())
                .isZero();
        assertThat(commands.onStorage("chain").exit()).isZero();
        assertThat(commands.onStorage("chain").out()).contains("never finished");
    }
}
