package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.part.Hash;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ManifestFileTest {
    private final Member base = Manifests.base("base", 1000);
    private final Manifest manifest =
            Manifests.increment("increment", base, 1000, 2000, 2100).manifest();
    private final byte[] file = ManifestFile.encode(manifest);

    @Test
    void whatIsWrittenIsRead() {
        Member member = ManifestFile.decode("key", file);

        assertThat(member.manifest()).isEqualTo(manifest);
        assertThat(member.sha256()).isEqualTo(Hash.sha256(file));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        for (int i = 0; i < file.length * 8; i++) {
            byte[] flipped = file.clone();
            flipped[i / 8] ^= (byte) (1 << (i % 8));
            assertDamaged(flipped);
        }
    }

    @Test
    void everyCutIsNoticed() {
        for (int length = 0; length < file.length; length++) {
            assertDamaged(Arrays.copyOf(file, length));
        }
    }

    @Test
    void fieldsOfLaterVersionsAreKept() {
        String json = new String(file, StandardCharsets.UTF_8);
        Manifest read = decodeUnsealed(json.replace("\"size\":5", "\"size\":5,\"colour\":{\"name\":\"blue\"}"));

        assertThat(read.other()).containsKey("colour");
        assertThat(new String(ManifestFile.encode(read), StandardCharsets.UTF_8))
                .contains("\"colour\":{\"name\":\"blue\"}");
    }

    @Test
    void aHigherVersionIsRefused() {
        String json = new String(file, StandardCharsets.UTF_8);

        assertThatThrownBy(() -> decodeUnsealed(json.replace("\"version\":1", "\"version\":2")))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NotSupported));
    }

    private static Manifest decodeUnsealed(String json) {
        int seal = json.indexOf("\":\"") + 3;
        String blank = json.substring(0, seal) + "0".repeat(64) + json.substring(seal + 64);
        String hash = Hash.sha256(blank.getBytes(StandardCharsets.UTF_8));
        String sealed = json.substring(0, seal) + hash + json.substring(seal + 64);
        return ManifestFile.decode("key", sealed.getBytes(StandardCharsets.UTF_8))
                .manifest();
    }

    private static void assertDamaged(byte[] damaged) {
        assertThatThrownBy(() -> ManifestFile.decode("the-key", damaged))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ManifestDamaged))
                .hasMessageContaining("the-key");
    }
}
