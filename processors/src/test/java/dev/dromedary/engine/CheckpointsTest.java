package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointsTest {
    @Test
    void readsABaseOfMariadb() {
        Checkpoints checkpoints = Checkpoints.parse(Chunks.CHECKPOINTS);
        assertThat(checkpoints.full()).isTrue();
        assertThat(checkpoints.incremental()).isFalse();
        assertThat(checkpoints.prepared()).isFalse();
        assertThat(checkpoints.from()).isEqualTo(Lsn.ZERO);
        assertThat(checkpoints.to()).isEqualTo(new Lsn(476876912));
        assertThat(checkpoints.last()).isEqualTo(new Lsn(506564422));
        assertThat(checkpoints.all()).containsEntry("recover_binlog_info", "0");
    }

    @Test
    void keepsWhatIsUnknown() {
        String percona = """
                backup_type = incremental
                from_lsn = 5
                to_lsn = 7
                last_lsn = 9
                flushed_lsn = 8
                redo_memory = 0
                something_new = a = b
                """;
        assertThat(Checkpoints.parse(percona).incremental()).isTrue();
        assertThat(Checkpoints.parse(percona).all()).containsEntry("something_new", "a = b");
    }

    @ParameterizedTest
    @CsvSource({"log-applied,true", "full-prepared,true", "full-backuped,false", "incremental,false"})
    void knowsWhatIsPrepared(String type, boolean prepared) {
        assertThat(Checkpoints.parse(Chunks.CHECKPOINTS.replace("full-backuped", type))
                        .prepared())
                .isEqualTo(prepared);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "476876912|18446744073709551611|to_lsn = '18446744073709551611'",
                "476876912|-5|'-5', which is not an lsn",
                "476876912|+5|'+5', which is not an lsn",
                "to_lsn = 476876912|to_lsn =|has no to_lsn",
                "from_lsn = 0|from_lsn = 0x10|from_lsn = '0x10'",
                "last_lsn|to_lsn|has to_lsn twice",
                "backup_type|type|has no backup_type",
                "recover_binlog_info = 0|torn|not 'key = value'",
            })
    void namesWhatIsWrong(String part, String replacement, String message) {
        String text = Chunks.CHECKPOINTS.replace(part, replacement == null ? "" : replacement);
        assertThatThrownBy(() -> Checkpoints.parse(text))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertThatThrownBy(() -> Checkpoints.parse("")).hasMessage("the checkpoints file has no backup_type");
        assertThatThrownBy(() -> Checkpoints.parse("x".repeat(70_000))).hasMessageContaining("70000 characters");
    }
}
