package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.app.command.Commands.Said;
import dev.dromedary.chain.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of a bare storage. */
@ExtendWith(ProgramHome.class)
class StorageCommandsTest {
    @TempDir
    Path folder;

    private Commands commands;
    private StoredBackups stored;

    @BeforeEach
    void chain() throws IOException {
        commands = new Commands(folder);
        stored = commands.stored;
        stored.chainOfThree();
    }

    @Test
    void theChainIsATreeWithItsWindow() {
        Said said = commands.onStorage("chain");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(commands.plain(said)).isEqualTo("""
                cluster shop, storage disk
                BACKUP                                    STATE       FROM LSN   TO LSN   SIZE   COMPLETED
                shop-2026-11-24-02-30-00-full-XXXXXX      Succeeded   0          100      29 B   2026-11-24T02:31:00Z
                ├─ shop-2026-11-25-02-30-00-incr-XXXXXX   Succeeded   100        220      64 B   2026-11-25T02:31:00Z
                └─ shop-2026-11-26-02-30-00-incr-XXXXXX   Succeeded   220        300      64 B   2026-11-26T02:31:00Z
                chain of shop-2026-11-24-02-30-00-full-XXXXXX is restorable from 2026-11-24T02:31:00Z to 2026-11-26T02:31:00Z, 3 backups
                """);
    }

    @Test
    void forksAndOrphansAreShownWithTheReason() throws IOException {
        Member base = stored.store("shop-2026-11-27-02:30:00-full", null, 0, 500, "2026-11-27T02:31:00Z");
        String below = "shop-2026-11-27-02:30:00-full.incr/";
        Member one = stored.store(below + "shop-2026-11-28-02:30:00-incr", base, 500, 600, "2026-11-28T02:31:00Z");
        stored.store(below + "shop-2026-11-28-02:40:00-incr", one, 600, 610, "2026-11-28T02:41:00Z");
        stored.store(below + "shop-2026-11-28-02:50:00-incr", one, 600, 620, "2026-11-28T02:51:00Z");
        Files.delete(stored.manifest(StoredBackups.BASE));

        Said said = commands.onStorage("chain", "shop");

        assertThat(said.exit()).as(said.err()).isEqualTo(1);
        assertThat(commands.plain(said)).isEqualTo("""
                cluster shop, storage disk
                BACKUP                                       STATE       FROM LSN   TO LSN   SIZE   COMPLETED
                shop-2026-11-24-02:30:00-full                missing
                └─ shop-2026-11-25-02-30-00-incr-XXXXXX      broken      100        220      64 B   2026-11-25T02:31:00Z
                   └─ shop-2026-11-26-02-30-00-incr-XXXXXX   broken      220        300      64 B   2026-11-26T02:31:00Z
                shop-2026-11-27-02-30-00-full-XXXXXX         Succeeded   0          500      29 B   2026-11-27T02:31:00Z
                └─ shop-2026-11-28-02-30-00-incr-XXXXXX      Succeeded   500        600      64 B   2026-11-28T02:31:00Z
                   ├─ shop-2026-11-28-02-40-00-incr-XXXXXX   Succeeded   600        610      64 B   2026-11-28T02:41:00Z
                   └─ shop-2026-11-28-02-50-00-incr-XXXXXX   Succeeded   600        620      64 B   2026-11-28T02:51:00Z
                nothing of the chain of shop-2026-11-25-02-30-00-incr-XXXXXX can be restored
                shop-2026-11-25-02-30-00-incr-XXXXXX is broken: file:///backups/shop-2026-11-24-02:30:00-full is missing
                shop-2026-11-26-02-30-00-incr-XXXXXX is broken: file:///backups/shop-2026-11-24-02:30:00-full is missing
                chain of shop-2026-11-27-02-30-00-full-XXXXXX is restorable from 2026-11-27T02:31:00Z to 2026-11-28T02:51:00Z, 4 backups
                """);
    }

    @Test
    void aDamagedManifestBreaksItsOwnBranchOnly() throws IOException {
        Files.writeString(stored.manifest(StoredBackups.SECOND), "{}");

        Said said = commands.onStorage("chain", "-o", "json");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out())
                .contains("\"backups\": 2", "\"whole\": false", "is damaged: it does not begin with a seal");
    }

    @Test
    void thePlanNamesEveryStepAndEveryProblem() throws IOException {
        Said good = commands.onStorage("plan", stored.destination(StoredBackups.SECOND));
        assertThat(good.exit()).as(good.err()).isZero();
        assertThat(commands.plain(good)).isEqualTo("""
                STEP   BACKUP                          FROM LSN   TO LSN   COMPLETED              SIZE   OBJECTS
                1      shop-2026-11-24-02:30:00-full   0          100      2026-11-24T02:31:00Z   29 B   1
                2      shop-2026-11-25-02:30:00-incr   100        220      2026-11-25T02:31:00Z   64 B   1
                3      shop-2026-11-26-02:30:00-incr   220        300      2026-11-26T02:31:00Z   64 B   1
                prepared with mariadb 10.11
                needs 157 B beside the old data, at least
                shop-2026-11-26-02-30-00-incr-XXXXXX is restorable
                """);

        Files.delete(stored.part(StoredBackups.FIRST));
        Files.writeString(stored.part(StoredBackups.BASE), "short");
        Said bad = commands.onStorage("plan", "shop-2026-11-26-02:30:00-incr", "-o", "json");
        assertThat(bad.exit()).isEqualTo(1);
        assertThat(bad.out())
                .contains("\"restorable\": false", "\"reason\": \"ObjectDamaged\"", "\"reason\": \"ObjectMissing\"");

        Files.delete(stored.manifest(StoredBackups.FIRST));
        assertThat(commands.onStorage("plan", "shop-2026-11-26-02:30:00-incr").out())
                .contains("ChainBroken: the chain of ", StoredBackups.FIRST + " is missing", "cannot be restored");
    }

    @Test
    void verifyAndGetKnowWhatTheManifestsTell() throws IOException {
        Said all = commands.onStorage("get", "backups", "-o", "wide");
        assertThat(all.out())
                .contains("FROM LSN", "shop-2026-11-24-02-30-00-full-", stored.destination(StoredBackups.SECOND));
        assertThat(commands.onStorage("get", "restores").exit()).isEqualTo(1);

        assertThat(commands.onStorage("verify", "shop-2026-11-26-02:30:00-incr").exit())
                .isZero();
        Files.delete(stored.part(StoredBackups.BASE));
        Said damaged = commands.onStorage("verify", "shop-2026-11-26-02:30:00-incr");
        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.out()).contains(" is damaged: light, ", "is missing");
        assertThat(commands.onStorage("verify", "nobody").exit()).isEqualTo(3);

        Files.writeString(stored.manifest(StoredBackups.SECOND), "{}");
        assertThat(commands.onStorage("get", "backups").out())
                .contains(stored.destination(StoredBackups.SECOND) + "   Unknown");
        assertThat(commands.onStorage("verify", "shop-2026-11-26-02:30:00-incr").out())
                .contains(" is damaged: light, ", "it does not begin with a seal");
    }
}
