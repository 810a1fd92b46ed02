package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.reconcile.Verification;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.Wire;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator against a real API server: an annotation becomes a Job, its answer a condition. The test answers for the Job. */
@OnNode
class OperatorVerifiesIT {
    private static final String NAME = "monday";

    @TempDir
    private Path folder;

    private OperatorPlace place;

    @BeforeEach
    void aFinishedBackupWithoutACluster() throws Exception {
        place = new OperatorPlace(folder);
        place.finished(NAME);
        PerconaServerMySQLBackup backup = place.namespace.backup(NAME);
        backup.getStatus().type = "full";
        backup.getStatus().destination = "file:///backups/c-2026-01-01-00:00:00-full";
        backup.getStatus().storage = new StorageSpec();
        backup.getStatus().storage.type = "file";
        backup.getStatus().storage.options.put("directory", "/backups");
        place.namespace.client.resource(backup).updateStatus();
        place.operator.start().untilReady();
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    private void ask(String how) {
        place.namespace
                .client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(place.namespace.name)
                .withName(NAME)
                .edit(backup -> {
                    backup.getMetadata().setAnnotations(Map.of(Names.VERIFY_ANNOTATION, how));
                    return backup;
                });
    }

    private Resource<Job> job() {
        return place.namespace
                .client
                .batch()
                .v1()
                .jobs()
                .inNamespace(place.namespace.name)
                .withName(Names.inspectJob(NAME));
    }

    /** Answers for a Job that is not this one; its uid. */
    private String answer(String notThis, RunResult result) throws Exception {
        Await.until("the Job", () -> Optional.ofNullable(job().get())
                .filter(job -> !job.getMetadata().getUid().equals(notThis))
                .isPresent());
        return job().edit(job -> {
                    job.getMetadata().getAnnotations().put(Names.RESULT_ANNOTATION, Wire.line(result));
                    return job;
                })
                .getMetadata()
                .getUid();
    }

    private void untilVerified(String status, String message) throws Exception {
        Await.until("the verdict " + status, () -> Verification.verdict(place.namespace.backup(NAME))
                .filter(verdict -> verdict.getStatus().equals(status)
                        && verdict.getMessage().contains(message))
                .isPresent());
    }

    @Test
    void anAnnotationIsFollowedAndAnotherOneIsAnotherRun() throws Exception {
        ask("deep");
        String first = answer(
                "",
                RunResult.failed(
                        Outcome.FAILED, new BackupException(Reason.ObjectDamaged, "the object x is cut", "mend it")));
        untilVerified("False", "the object x is cut; mend it");
        Await.until("the Event", () -> place.namespace.events(NAME).stream()
                .anyMatch(event -> event.startsWith("Warning ObjectDamaged: deep, ")));

        ask("deep again");
        String second = answer(first, RunResult.done("every byte is as it was stored"));
        untilVerified("True", "every byte is as it was stored");
        assertThat(second).isNotEqualTo(first);
        assertThat(place.namespace.backup(NAME).getStatus().verification).isEqualTo("deep again");
    }
}
