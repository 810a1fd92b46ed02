package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Retries;
import dev.dromedary.run.Lock;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import dev.dromedary.step.DecideBackup;
import dev.dromedary.step.Platform;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which lease is asked for, and which is not. */
class DecideBackupTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> locked = new ArrayList<>();
    private final List<String> unlocked = new ArrayList<>();
    private final List<PerconaServerMySQLBackup> backups = new ArrayList<>();

    @BeforeEach
    void platform() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:platform-list").process(exchange -> exchange.getMessage()
                        .setBody(exchange.getMessage().getBody().toString().contains("Backup") ? backups : List.of()));
                from("direct:platform-get").setBody(constant((Object) null));
                from("direct:platform-follow").setBody(constant(RunView.ABSENT));
                from("direct:platform-unlock")
                        .process(exchange -> unlocked.add(
                                exchange.getMessage().getBody(Lock.class).holder()));
                from("direct:platform-lock").process(exchange -> {
                    Lock lock = exchange.getMessage().getBody(Lock.class);
                    locked.add(lock.holder());
                    exchange.getMessage().setBody(lock);
                });
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private PerconaServerMySQLBackup backup(String name) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setName(name);
        backup.getMetadata().setNamespace("ns");
        backup.getMetadata().setUid("uid-" + name);
        backup.getSpec().clusterName = "c";
        backup.getSpec().storageName = "s";
        backups.add(backup);
        return backup;
    }

    private Decision decide(PerconaServerMySQLBackup backup) {
        Platform platform = new Platform(context.createProducerTemplate());
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(backup);
        new DecideBackup(platform, new Retries(Duration.ofSeconds(1), Duration.ofMinutes(1)), Clock.systemUTC())
                .process(exchange);
        return exchange.getMessage().getBody(Decision.class);
    }

    @Test
    void anImportWithoutAStatusTakesNoLeaseAndIsWaitedForByNobody() {
        PerconaServerMySQLBackup imported = backup("imported");
        imported.getMetadata().setAnnotations(Map.of(Names.IMPORTED_ANNOTATION, "s3://b/c-full"));
        PerconaServerMySQLBackup next = backup("next");

        assertThat(decide(imported).next()).isEqualTo(Decision.Next.WAIT);
        assertThat(locked).isEmpty();

        // Its cluster is gone, which it finds out once the lease is its own.
        assertThat(decide(next).next()).isEqualTo(Decision.Next.FINISH);
        assertThat(locked).containsExactly("next|uid-next");
    }

    private PerconaServerMySQLBackup copied(CopyState own, CopyState... copies) {
        PerconaServerMySQLBackup backup = backup("copied");
        BackupStatus status = backup.getStatus();
        status.state = BackupState.SUCCEEDED;
        status.completed = "2026-11-26T01:00:00Z";
        status.destination = "file:///s/c-full";
        status.storage = folder("s");
        status.storageState = own;
        for (int i = 0; i < copies.length; i++) {
            BackupCopy copy = new BackupCopy();
            copy.storageName = "copy" + i;
            copy.storage = folder("copy" + i);
            copy.destination = "file:///copy" + i + "/c-full";
            copy.state = copies[i];
            status.copies.add(copy);
        }
        return backup;
    }

    private static StorageSpec folder(String name) {
        StorageSpec storage = new StorageSpec();
        storage.type = "file";
        storage.options.put("directory", "/" + name);
        return storage;
    }

    @Test
    void aRemovalFromOneStorageAsksForTheLeaseAndGivesItBackAtOnce() {
        Decision decision = decide(copied(CopyState.REMOVING, CopyState.COMPLETE));

        assertThat(decision.next()).isEqualTo(Decision.Next.LAUNCH);
        assertThat(decision.run().kind()).isEqualTo(RunKind.REMOVE);
        assertThat(unlocked).isEqualTo(locked).containsExactly("copied|uid-copied");
    }

    @Test
    void aRemovalThatOnlyWaitsKeepsNoCopyFromBeingCompleted() {
        PerconaServerMySQLBackup backup = copied(null, CopyState.INCOMPLETE, CopyState.COMPLETE);
        backup.getMetadata().setAnnotations(Map.of(Names.REMOVE_ANNOTATION, "nowhere"));

        assertThat(decide(backup).notes()).extracting(Note::reason).containsExactly("StorageNotFound");
        assertThat(decide(backup).run().kind()).isEqualTo(RunKind.COPY);
    }
}
