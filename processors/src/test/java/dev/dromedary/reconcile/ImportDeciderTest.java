package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportDeciderTest {
    private static final String RUN = "import-ns-s3-uid-c";
    private static final String FULL = "s3://bucket/backups/c-2024-06-14-08:00:00-full";
    private static final String INCREMENT = FULL + ".incr/c-2024-06-14-09:00:00-incr";

    private final PerconaServerMySQL cluster = new World().cluster;
    private final List<PerconaServerMySQLBackup> backups = new ArrayList<>();
    private final Map<String, RunView> runs = new HashMap<>();
    private List<StoredBackup> found = List.of();
    private BackupException unheard;
    private Instant now = World.NOW;

    @BeforeEach
    void ask() {
        cluster.getSpec().backup.storages.remove("other");
        cluster.getSpec().backup.importBackups = true;
    }

    private ImportStep decide() {
        return ImportDecider.decide(new ImportView(
                cluster,
                backups,
                run -> runs.getOrDefault(run, RunView.ABSENT),
                run -> {
                    if (unheard != null) {
                        throw unheard;
                    }
                    return found;
                },
                World.RETRIES,
                now));
    }

    private void ended(RunResult result) {
        runs.put(RUN, new RunView(RunView.Phase.ENDED, null, result));
    }

    private static StoredBackup stored(String destination, String cluster, String type, int position) {
        BackupFacts facts = new BackupFacts(
                destination, type, 9, 0, 61_000, position, 77, "uuid", "h", FULL, position, World.NOW, List.of());
        return new StoredBackup(destination, cluster, "old-uid", position == 0, facts, null, null);
    }

    /** What the step wants done is done, as the API server does it: first the resource, then its status. */
    private void carryOut(ImportStep step) {
        for (PerconaServerMySQLBackup made : step.create()) {
            PerconaServerMySQLBackup bare = new PerconaServerMySQLBackup();
            bare.setMetadata(made.getMetadata());
            bare.getMetadata().setUid("new-" + made.getMetadata().getName());
            bare.setSpec(made.getSpec());
            backups.add(bare);
        }
    }

    @Test
    void nothingIsDoneUnlessItIsAskedFor() {
        cluster.getSpec().backup.importBackups = null;

        assertThat(decide().decision().next()).isEqualTo(Next.WAIT);
        assertThat(decide().decision().changed()).isFalse();
    }

    @Test
    void aRunLooksIntoTheStorage() {
        Decision decision = decide().decision();

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run().kind()).isEqualTo(RunKind.IMPORT);
        assertThat(decision.run().name()).isEqualTo(RUN);
        assertThat(decision.run().destination()).isEqualTo("s3://bucket/backups/import");
    }

    @Test
    void whatIsFoundIsMadeThenCompletedThenNothingIsLeftToDo() {
        found = List.of(
                stored(FULL, "c", "FULL", 0),
                stored(INCREMENT, "c", "INCREMENTAL", 1),
                stored("s3://bucket/backups/d-2024-06-14-08:00:00-full", "d", "FULL", 0));
        ended(RunResult.found(found, null));

        ImportStep first = decide();
        assertThat(first.create()).hasSize(2);
        assertThat(first.complete()).isEmpty();
        assertThat(first.decision().again()).isPositive();
        carryOut(first);
        assertThat(backups).allSatisfy(made -> assertThat(ImportedBackup.unfinished(made))
                .as("not to be taken")
                .isTrue());

        ImportStep second = decide();
        assertThat(second.create()).as("once").isEmpty();
        assertThat(second.complete()).hasSize(2).allSatisfy(completed -> {
            PerconaServerMySQLBackup backup = (PerconaServerMySQLBackup) completed.resource();
            assertThat(completed.changed()).isTrue();
            assertThat(backup.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
            assertThat(ImportedBackup.takenBy(backup)).contains("old-uid");
            assertThat(backup.getMetadata().getUid()).startsWith("new-");
        });

        ImportStep third = decide();
        assertThat(third.create()).isEmpty();
        assertThat(third.complete()).isEmpty();
        assertThat(third.decision().next()).isEqualTo(Next.FORGET);
        assertThat(third.decision().notes()).extracting(Note::reason).containsExactly("Imported");
        assertThat(cluster.getStatus().backup.imported).containsExactly("s3");

        runs.clear();
        assertThat(decide().decision().next()).as("for good").isEqualTo(Next.WAIT);
    }

    @Test
    void whatHasAResourceAlreadyGetsNoOther() {
        PerconaServerMySQLBackup own = new World().base("own", "2024-06-14T08:01:00Z");
        own.getStatus().destination = FULL;
        backups.add(own);
        found = List.of(stored(FULL, "c", "FULL", 0));
        ended(RunResult.found(found, null));

        assertThat(decide().decision().next()).isEqualTo(Next.FORGET);
    }

    @Test
    void aChainThatCannotBeRestoredSaysSo() {
        StoredBackup whole = stored(INCREMENT, "c", "INCREMENTAL", 1);
        found = List.of(new StoredBackup(
                INCREMENT, "c", "old-uid", false, whole.facts(), "ChainBroken", "the base is not there"));
        ended(RunResult.found(found, null));

        PerconaServerMySQLBackup made = decide().create().getFirst();

        assertThat(Conditions.find(made.getStatus().conditions, "ChainIntact").orElseThrow())
                .returns("False", each -> each.getStatus())
                .returns("ChainBroken", each -> each.getReason());
        assertThat(made.getMetadata().getAnnotations())
                .containsEntry(Names.BASE_BACKUP_ANNOTATION, "c-2024-06-14-08:00:00-full");
    }

    @Test
    void aStorageThatCannotBeReadIsToldOnceAndTriedAgainLater() {
        ended(RunResult.failed(Outcome.NOT_STARTED, new BackupException(Reason.StorageUnreachable, "it is down", "")));

        Decision told = decide().decision();
        assertThat(told.next()).isEqualTo(Next.WAIT);
        assertThat(told.notes()).extracting(Note::reason).containsExactly("StorageUnreachable");
        assertThat(told.again()).isPositive();
        assertThat(cluster.getStatus().backup.importMessage).isEqualTo("storage s3: it is down");
        assertThat(decide().decision().notes()).as("told once").isEmpty();

        now = now.plus(Duration.ofSeconds(2));
        assertThat(decide().decision().next()).isEqualTo(Next.RELAUNCH);
        assertThat(cluster.getStatus().backup.importRetry.next).isNull();
    }

    @Test
    void aLogThatIsNotWholeIsNotBelieved() {
        ended(RunResult.found(List.of(), null));
        unheard = new BackupException(Reason.RunLost, "the log is cut", "");

        assertThat(decide().decision().notes()).extracting(Note::reason).containsExactly("RunLost");
        assertThat(cluster.getStatus().backup.imported).isEmpty();
        now = now.plus(Duration.ofSeconds(2));
        assertThat(decide().decision().next()).isEqualTo(Next.RELAUNCH);
    }

    @Test
    void whatCouldNotBeReadIsNamed() {
        ended(RunResult.found(List.of(), "the manifest x is damaged"));

        Decision decision = decide().decision();

        assertThat(decision.notes()).extracting(Note::warning).containsExactly(true);
        assertThat(cluster.getStatus().backup.importMessage).endsWith("left out: the manifest x is damaged");
    }

    @Test
    void askedForOnceMoreItLooksAgain() {
        ended(RunResult.found(List.of(), null));
        decide();
        cluster.getSpec().backup.importBackups = false;
        decide();
        cluster.getSpec().backup.importBackups = true;
        runs.clear();

        assertThat(decide().decision().next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aStorageWithoutItsBlockIsToldAndNothingIsLaunched() {
        cluster.getSpec().backup.storages.get("s3").s3 = null;

        Decision decision = decide().decision();

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(decision.notes()).extracting(Note::reason).containsExactly("StorageInvalid");
    }
}
