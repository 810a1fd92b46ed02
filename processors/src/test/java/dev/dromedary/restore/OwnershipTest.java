package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
    @TempDir
    Path folder;

    @Test
    void modesAreThoseOfTheOldFiles() throws IOException {
        Path old = Files.createDirectory(folder.resolve("old"));
        mode(Files.writeString(old.resolve("ibdata1"), ""), "rw-r-----");
        mode(Files.createDirectory(old.resolve("mysql")), "rwxr-x---");
        Path tree = tree();

        Ownership.of(old).give(tree);
        Ownership.of(old).give(tree);

        assertThat(mode(tree.resolve("db/t.ibd"))).isEqualTo("rw-r-----");
        assertThat(mode(tree.resolve("db"))).isEqualTo("rwxr-x---");
        assertThat(mode(tree)).isEqualTo("rwxr-x---");
        assertThat(mode(folder.resolve("outside"))).isEqualTo("rwxrwxrwx");
    }

    @Test
    void rootGivesFilesAway() throws IOException {
        assumeTrue(uid(folder) == 0, "not root");
        Path tree = tree();

        new Ownership(999, 998, 0660, 02750).give(tree);

        assertThat(uid(tree.resolve("db/t.ibd"))).isEqualTo(999);
        assertThat(uid(tree.resolve("db/link"))).isEqualTo(999);
        assertThat(Files.getAttribute(tree.resolve("db"), "unix:gid")).isEqualTo(998);
        assertThat((Integer) Files.getAttribute(tree.resolve("db"), "unix:mode") & 07777)
                .isEqualTo(02750);
        assertThat(uid(folder.resolve("outside"))).isZero();
        assertThat(Ownership.of(tree)).isEqualTo(new Ownership(999, 998, 0660, 0750));
    }

    @Test
    void othersAreToldAsWhomToRun() throws IOException {
        assumeTrue(uid(folder) != 0, "root may give files away");

        assertThatThrownBy(() -> new Ownership(999, 998, 0660, 0750).give(tree()))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.DataDirectoryInvalid);
                    assertThat(e.hint()).contains("999:998");
                });
    }

    private Path tree() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "");
        mode(outside, "rwxrwxrwx");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Path inner = Files.createDirectory(tree.resolve("db"));
        Files.writeString(inner.resolve("t.ibd"), "");
        Files.createSymbolicLink(inner.resolve("link"), outside);
        return tree;
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
