package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code dromedary verify} and the annotation, by the program itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyCommandIT {
    private KillPlace place;
    private Resources resources;
    private Path part;
    private byte[] content;

    @BeforeAll
    void takeAChain(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        place.place().product().set("dromedary.part.size", "4194304");
        resources = place.place().resources();
        resources.full("base");
        place.workOff();
        resources.increment("tip");
        place.workOff();
        part = path("base").resolve("part.00000000000000000001");
        content = Files.readAllBytes(part);
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    private Path path(String backup) {
        return Path.of(resources.backup(backup).getStatus().destination.replaceFirst("^file://", ""));
    }

    private Said verify(String... arguments) throws IOException, InterruptedException {
        return new VerifyProcess(resources, place.place().folder()).of(arguments);
    }

    private String verdict(String backup) {
        return Verification.verdict(resources.backup(backup))
                .map(condition -> condition.getStatus() + " " + condition.getReason() + " " + condition.getMessage())
                .orElse("none");
    }

    private void flip() throws IOException {
        byte[] flipped = content.clone();
        flipped[100] ^= 1;
        Files.write(part, flipped);
    }

    @Test
    void theCommandTellsAndTheStatusKeeps() throws Exception {
        Said good = verify("tip", "--deep");
        assertThat(good.exit()).as(good.err()).isZero();
        assertThat(good.out())
                .startsWith("tip is good: deep, ")
                .contains(": 2 backups, ")
                .hasLineCount(1);
        assertThat(verdict("tip")).startsWith("True Verified deep, ").endsWith("every byte is as it was stored");

        flip();
        try {
            assertThat(verify("tip").exit()).as("its length is right").isZero();
            Said damaged = verify("tip", "--deep", "-o", "json");
            assertThat(damaged.exit()).as(damaged.err()).isEqualTo(1);
            assertThat(damaged.out()).contains("\"verified\": false").contains("\"reason\": \"ObjectDamaged\"");
            assertThat(verdict("tip"))
                    .startsWith("False ObjectDamaged deep, ")
                    .contains(part.getFileName().toString());
            assertThat(resources.warnings("tip").getLast()).contains("\"reason\":\"ObjectDamaged\"");
            assertThat(place.place().product().once().exit())
                    .as("a damaged backup is not well")
                    .isEqualTo(1);
        } finally {
            Files.write(part, content);
        }
        assertThat(verify("tip").exit()).isZero();
        assertThat(verdict("tip")).startsWith("True Verified light, ");
    }

    @Test
    void whatCannotBeCheckedIsAnotherThingThanDamage() throws Exception {
        Said unknown = verify("nobody");
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("there is no backup nobody in namespace default");
        assertThat(verify().exit()).isEqualTo(2);

        try (KillPlace.Mending outage = place.loseStorage()) {
            Said away = verify("base");
            assertThat(away.exit()).as(away.out()).isEqualTo(3);
            assertThat(away.err()).contains("dromedary: ").contains(outage == null ? "" : "storage");
        }
    }

    @Test
    void aFolderThatIsInUseIsLookedAtAndLeftAlone() throws Exception {
        verify("base");
        String before = verdict("base");
        Process running = place.place().product().start();
        Path log = place.place().folder().resolve("work/dromedary.log");
        Await.until("it has the folder", () -> Files.readString(log).contains("ready in "));

        Said meanwhile = verify("base", "--deep");

        place.place().product().stop(running);
        assertThat(meanwhile.exit()).isZero();
        assertThat(meanwhile.out()).startsWith("base is good: deep, ");
        assertThat(meanwhile.err()).contains("the status is not written: ");
        assertThat(verdict("base")).doesNotContain("deep").startsWith(before.substring(0, "True Verified".length()));
    }

    @Test
    void theAnnotationIsFollowedOnceForEachOfItsValues() throws Exception {
        annotate("light");
        place.workOff();
        String first = verdict("tip");
        assertThat(first).startsWith("True Verified light, ");
        place.workOff();
        assertThat(verdict("tip")).isEqualTo(first);

        flip();
        try {
            annotate("deep");
            assertThat(place.place().product().once().exit()).isEqualTo(1);
            assertThat(verdict("tip")).startsWith("False ObjectDamaged deep, ");
        } finally {
            Files.write(part, content);
        }
        annotate("deep again");
        place.workOff();
        PerconaServerMySQLBackup tip = resources.backup("tip");
        assertThat(verdict("tip")).startsWith("True Verified deep, ");
        assertThat(tip.getStatus().verification).isEqualTo("deep again");
        resources.increment("tip");
    }

    private void annotate(String value) throws IOException {
        String text = Files.readString(resources.folder().resolve("tip.yaml"));
        String plain = text.replaceFirst("(?m)^  annotations: .*\n", "");
        resources.write(
                "tip",
                plain.replaceFirst(
                        "(?m)^  name: tip\n", "  name: tip\n  annotations: {dromedary.dev/verify: " + value + "}\n"));
    }
}
