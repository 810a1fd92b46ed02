package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.run.Lock;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    private static final Lock ONE = new Lock("ns", "ps-c-backup-lock", "a|1");
    private static final Lock OTHER = new Lock("ns", "ps-c-backup-lock", "b|2");
    private static final Lock NOBODY = new Lock("ns", "ps-c-backup-lock", null);

    @TempDir
    Path directory;

    private OpenFolder open() {
        return OpenFolder.open(directory, InstantSource.system());
    }

    @Test
    void aFolderHasOneHolderInThisProcess() {
        try (OpenFolder first = open()) {
            assertThat(first.problems()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("in use by another dromedary, process "
                            + ProcessHandle.current().pid());
        }
        open().close();
    }

    @Test
    void whoComesWhileACommandHasItLetsThatFinish() throws Exception {
        AtomicReference<OpenFolder> next = new AtomicReference<>();
        Thread starting = new Thread(() -> next.set(open()));
        try (OpenFolder command = open()) {
            starting.start();
            while (starting.getState() != Thread.State.TIMED_WAITING) {
                assertThat(starting.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            assertThat(command.problems()).isEmpty();
        }
        starting.join();
        assertThat(next.get()).isNotNull();
        next.get().close();
    }

    @Test
    void aFolderHasOneHolderAmongProcesses() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open");

            assertThatThrownBy(this::open).hasMessageContaining("process " + other.pid());
        } finally {
            // Killed, not asked: the lock must not outlive it.
            other.destroyForcibly().waitFor();
        }
        open().close();
    }

    /** Opens the folder and holds it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            OpenFolder folder = OpenFolder.open(Path.of(arguments[0]), InstantSource.system());
            System.out.println("open");
            System.in.read();
            folder.close();
        }
    }

    @Test
    void aLeaseIsHeldByOneAndSurvivesARestart() {
        try (OpenFolder folder = open()) {
            assertThat(folder.leases().lock(NOBODY)).isNull();
            assertThat(folder.leases().lock(ONE)).isEqualTo(ONE);
            assertThat(folder.leases().lock(OTHER)).isEqualTo(ONE);
        }
        try (OpenFolder folder = open()) {
            assertThat(folder.leases().lock(NOBODY)).isEqualTo(ONE);
            assertThat(folder.leases().lock(ONE)).isEqualTo(ONE);
            folder.leases().unlock(OTHER);
            assertThat(folder.leases().lock(OTHER)).isEqualTo(ONE);
            folder.leases().unlock(ONE);
            folder.leases().unlock(ONE);
            assertThat(folder.leases().lock(OTHER)).isEqualTo(OTHER);
        }
    }

    @Test
    void aLeaseThatIsDamagedOrMisnamedIsTold() throws IOException {
        try (OpenFolder folder = open()) {
            folder.leases().lock(ONE);
            Path file = directory.resolve(".dromedary/leases/ns/ps-c-backup-lock.json");
            Files.writeString(file, "");

            assertThatThrownBy(() -> folder.leases().lock(OTHER))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining(file.toString());
            assertThatThrownBy(() -> folder.leases().lock(new Lock("ns", "../x", "a|1")))
                    .isInstanceOf(BackupException.class);
        }
    }

    @Test
    void anEventIsNotRepeatedAndAKilledLineIsNotGluedTo() throws IOException {
        Path file = directory.resolve(".dromedary/events.jsonl");
        ResourceKey about = new ResourceKey("PerconaServerMySQLBackup", "ns", "b");
        Note note = new Note(about, "1", true, "DiskFull", "full");
        try (OpenFolder folder = open()) {
            folder.events().append(note);
            folder.events().append(note);
        }
        Files.writeString(file, Files.readString(file) + "{\"time\":\"20");
        try (OpenFolder folder = open()) {
            folder.events().append(note);
            folder.events().append(new Note(about, "1", false, "Succeeded", "done"));
            folder.events().append(note);
        }

        assertThat(Files.readAllLines(file)).hasSize(4).last().asString().contains("\"type\":\"Warning\"", "DiskFull");
    }
}
