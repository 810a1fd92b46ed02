package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.CopyTarget;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the copies of a backup go. */
class CopyPlanTest {
    private final World world = new World();
    private PerconaServerMySQLBackup backup;
    private BackupStatus status;

    @BeforeEach
    void ask() {
        backup = world.backup("b", BackupType.FULL);
        status = backup.getStatus();
        world.cluster.getSpec().backup.storages.get("s3").copies = List.of("other");
    }

    @Test
    void theRunIsToldWhereElseItGoesAndSoIsTheStatus() {
        Decision decision = world.decide(backup);

        List<CopyTarget> targets = decision.run().copies().all();
        assertThat(targets).extracting(CopyTarget::name).containsExactly("other");
        assertThat(targets.getFirst().storage().option("bucket")).isEqualTo("elsewhere");
        assertThat(targets.getFirst().destination())
                .isEqualTo(status.destination.replace("s3://bucket/", "s3://elsewhere/"))
                .isEqualTo(status.copies.getFirst().destination);
        assertThat(decision.run().copies().required()).as("all, if nobody says").isEqualTo(1);
        assertThat(status.copies.getFirst().state).isEqualTo(CopyState.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere         |   | storage s3 names the copy nowhere, which is not in spec.backup.storages
            s3              |   | storage s3 names itself as a copy
            other,other     |   | storage s3 names the copy other twice
            same            |   | storage s3 has the copy same at one place with itself or with another copy
            other           | 2 | storage s3 has copiesRequired 2, and 1 copies
            other           | -1| storage s3 has copiesRequired -1, and 1 copies
            blockless       |   | copy blockless: storage type is s3, but s3 configuration is not specified
            """)
    void whatCannotBeIsSaidBeforeAnythingIsLaunched(String copies, Integer required, String message) {
        var storages = world.cluster.getSpec().backup.storages;
        storages.put("same", World.s3("bucket"));
        storages.put("blockless", World.s3("any"));
        storages.get("blockless").s3 = null;
        storages.get("s3").copies = List.of(copies.split(","));
        storages.get("s3").copiesRequired = required;

        Decision decision = world.decide(backup);

        assertThat(decision.run()).isNull();
        assertThat(status.state).isEqualTo(BackupState.ERROR);
        assertThat(status.stateDescription).isEqualTo(message);
        assertThat(status.destination).isNull();
    }
}
