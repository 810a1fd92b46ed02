package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.OwnerFile;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoveFromStorageTest {
    private static final String KEY = "backups/shop-1-full";
    private static final String INCREMENT = KEY + ".incr/shop-2-incr";
    private static final BackupKeys KEYS = new BackupKeys(KEY);

    private final MemoryStorage here = new MemoryStorage();
    private final MemoryStorage there = new MemoryStorage();

    @BeforeEach
    void store() {
        store(here, KEY);
        store(there, KEY);
    }

    private static void store(MemoryStorage storage, String key) {
        BackupKeys keys = new BackupKeys(key);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            byte[] bytes = new byte[] {(byte) i, 7};
            storage.put(keys.part(i), bytes, true);
            parts.add(new Part(keys.part(i), bytes.length, Hash.sha256(bytes)));
        }
        Manifest manifest = Manifests.base(key, 1).manifest().with(parts);
        storage.put(keys.owner(), OwnerFile.encode(manifest.owner()), true);
        storage.put(keys.manifest(), ManifestFile.encode(manifest), true);
    }

    private static RunResult remove(MemoryStorage from, Storage... others) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(
                exchange,
                RunSpecification.inStorage(
                        RunKind.REMOVE, Manifests.base(KEY, 1).manifest().owner(), null, null, BackupType.FULL));
        RunProperty.STORAGE.set(exchange, from);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", "bucket", KEY));
        List<Copy> copies = new ArrayList<>();
        for (Storage other : others) {
            copies.add(new Copy(new CopyTarget("there", null, "file:///there"), other));
        }
        RunProperty.COPIES.set(exchange, new Copies(copies, 0, Duration.ZERO));
        new RemoveFromStorage().process(exchange);
        return exchange.getMessage().getBody(RunResult.class);
    }

    private void requireRefused(Reason reason, MemoryStorage... others) {
        Set<String> before = new TreeSet<>(here.keys());
        assertThatThrownBy(() -> remove(here, others))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(here.keys()).isEqualTo(before);
    }

    @Test
    void itGoesFromTheOneAndStaysInTheOther() {
        Set<String> whole = new TreeSet<>(there.keys());

        assertThat(remove(here, there).message()).isEqualTo("5 objects are gone");

        assertThat(here.keys()).isEmpty();
        assertThat(there.keys()).isEqualTo(whole);
        assertThat(remove(here, there).message()).as("twice").isEqualTo("there was nothing left of it");
    }

    @Test
    void nothingIsRemovedThatIsNotWholeElsewhere() {
        requireRefused(Reason.LastPlace);

        there.objects.remove(KEYS.part(1));
        requireRefused(Reason.LastPlace, there);
        there.objects.put(KEYS.part(1), new byte[1]);
        requireRefused(Reason.LastPlace, there);
        there.objects.put(KEYS.part(1), new byte[2]);
        there.objects.put(
                KEYS.manifest(),
                ManifestFile.encode(Manifests.base(KEY, 2).manifest().with(List.of())));
        requireRefused(Reason.LastPlace, there);
        there.objects.remove(KEYS.manifest());
        requireRefused(Reason.LastPlace, there);

        MemoryStorage third = new MemoryStorage();
        store(third, KEY);
        assertThat(remove(here, there, third).message()).startsWith("5 objects");
    }

    @Test
    void twoStoragesThatAreOnePlaceLoseNothing() {
        requireRefused(Reason.LastPlace, here);
    }

    @Test
    void aStorageThatIsDownIsNoVerdictOnWhatItHolds() {
        Storage down = new UnopenedStorage(new BackupException(Reason.StorageUnreachable, "down", ""));

        assertThatThrownBy(() -> remove(here, down))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageUnreachable));
        assertThat(here.keys()).hasSize(5);
    }

    @Test
    void aBaseStaysWhileAnIncrementOfItIsThereWhoseverItIs() {
        store(here, INCREMENT);

        requireRefused(Reason.IncrementsFirst, there);
    }

    @Test
    void whereverItIsCutOffTheNextRunEndsIt() {
        for (int deletions = 0; deletions < 6; deletions++) {
            MemoryStorage cut = here.cutAfter(deletions);
            assertThatThrownBy(() -> remove(cut, there)).isInstanceOf(MemoryStorage.CutOff.class);
            assertThat(cut.keys().contains(KEYS.manifest()))
                    .as("without its manifest no backup is there")
                    // The first is the mark by which two storages are told apart.
                    .isEqualTo(deletions <= 1);
            cut.repair();
            remove(cut, there);
            assertThat(cut.keys()).isEmpty();
        }
    }
}
