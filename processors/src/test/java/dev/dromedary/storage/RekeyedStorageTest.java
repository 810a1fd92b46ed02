package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RekeyedStorageTest {
    private Folder there;
    private RekeyedStorage here;

    @BeforeEach
    void open(@TempDir Path folder) {
        there = new Folder(folder.toString());
        here = new RekeyedStorage(there, "copies/of/", "backups/");
    }

    @Test
    void everyVerbTranslatesKeys() {
        here.put("backups/b/part", new byte[] {1, 2}, true);

        assertThat(there.get("copies/of/b/part")).containsExactly(1, 2);
        assertThat(here.get("backups/b/part")).containsExactly(1, 2);
        assertThat(here.size("backups/b/part")).isEqualTo(2);
        assertThat(here.list("backups/b/")).containsExactly(new StoredObject("backups/b/part", 2));
        here.delete(List.of("backups/b/part"));
        assertThat(there.list("")).isEmpty();
    }

    @Test
    void theEmptyPrefixIsOneToo() {
        RekeyedStorage root = new RekeyedStorage(there, "", "backups/");
        root.put("backups/b", new byte[1], true);

        assertThat(there.list("b")).hasSize(1);
        assertThat(root.list("backups/")).containsExactly(new StoredObject("backups/b", 1));
        assertThat(new RekeyedStorage(there, "copies/", "").list("")).isEmpty();
    }

    @Test
    void whatLiesOutsideIsNotReached() {
        assertThatIllegalArgumentException().isThrownBy(() -> here.get("elsewhere/b"));
        assertThatThrownBy(() -> here.put("backups/../../b", new byte[1], true)).isInstanceOf(RuntimeException.class);
    }
}
