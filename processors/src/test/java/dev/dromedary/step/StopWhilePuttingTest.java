package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Lineage;
import dev.dromedary.chain.Manifest;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.server.ServerIdentity;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageDescription;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A run is told to stop while it puts an object: nobody knows then whether the server has it, unless its answer is awaited. */
class StopWhilePuttingTest {
    private static final String KEY = "shop-2026-01-01-00:00:00-full";
    private static final BackupKeys KEYS = new BackupKeys(KEY);
    private static final Manifest.Owner OWNER = new Manifest.Owner("ns", "monday", "uid", "shop");

    private final MemoryStorage storage = new MemoryStorage();
    private final Thread run = Thread.currentThread();

    /** As clients do it: one that is interrupted gives up. */
    private void stopBeforePut(String key) {
        storage.beforePut(key, () -> {
            run.interrupt();
            if (Thread.interrupted()) {
                throw new BackupException(Reason.RunCancelled, "the run was told to stop", "start it again");
            }
        });
    }

    @Test
    void aClaimThatWasBrokenOffMayHaveBeenMade() {
        stopBeforePut(KEYS.owner());
        AtomicBoolean claimed = new AtomicBoolean();

        assertThatThrownBy(() -> ClaimDestination.take(storage, KEYS, OWNER, KEY, () -> claimed.set(true)))
                .hasMessage("the run was told to stop");

        assertThat(claimed).isTrue();
    }

    @Test
    void aManifestIsNotBrokenOff() {
        stopBeforePut(KEYS.manifest());

        new SealManifest(Clock.systemUTC()).process(taken());

        assertThat(Thread.interrupted()).as("whoever comes next is told").isTrue();
        assertThat(storage.keys()).containsExactly(KEYS.manifest());
    }

    private Exchange taken() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(
                exchange,
                RunSpecification.inStorage(
                        RunKind.BACKUP,
                        OWNER,
                        new StorageDescription("s3", Map.of(), null, true),
                        "s3://bucket/" + KEY,
                        BackupType.FULL));
        RunProperty.STORAGE.set(exchange, storage);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", "bucket", KEY));
        RunProperty.STARTED.set(exchange, Instant.EPOCH);
        ServerIdentity server = new ServerIdentity("", "10.11.19-MariaDB", "host", "/data", Optional.empty(), false);
        EngineProfile engine = EngineProfile.of("mariadb", "10.11", "");
        RunProperty.SOURCE.set(
                exchange, new Source(server, null, engine, "mariadb-backup", new Lineage("", "1", "10.11")));
        Checkpoints checkpoints =
                Checkpoints.parse("backup_type = full-backuped\nfrom_lsn = 0\nto_lsn = 5\nlast_lsn = 6\n");
        RunProperty.STREAM.set(exchange, new TakenStream(List.of(), 0, checkpoints, "", ""));
        return exchange;
    }
}
