package dev.dromedary.api;

import static dev.dromedary.api.Manifests.CODEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResourcesTest {

    @ParameterizedTest
    @CsvSource({
        "cluster, dev.dromedary.api.PerconaServerMySQL",
        "incremental, dev.dromedary.api.PerconaServerMySQLBackup",
        "full, dev.dromedary.api.PerconaServerMySQLBackup",
        "restore, dev.dromedary.api.PerconaServerMySQLRestore"
    })
    void whatIsReadIsWrittenAgain(String manifest, Class<?> type) {
        var written = CODEC.unmarshal(CODEC.asYaml(Manifests.read(manifest, type)), Map.class);

        assertThat(comparable(written)).isEqualTo(comparable(Manifests.read(manifest, Map.class)));
    }

    @Test
    void aClusterIsRead() {
        var spec = Manifests.read("cluster", PerconaServerMySQL.class).getSpec();

        assertThat(spec.mysql.clusterType).isEqualTo(ClusterType.ASYNC);
        assertThat(spec.mysql.dataVolumeOrDefault()).isEqualTo("datadir");
        assertThat(spec.getAdditionalProperties()).containsOnlyKeys("updateStrategy", "proxy");
        assertThat(spec.backup.storages).containsOnlyKeys("main", "archive", "nearby");
        assertThat(spec.backup.storages.get("main").verifiesTls()).isFalse();
        assertThat(spec.backup.storages.get("archive").verifiesTls()).isTrue();
        assertThat(spec.backup.storages.get("main").s3.getAdditionalProperties())
                .containsKey("caBundle");
        assertThat(spec.backup.storages.get("nearby").options).contains(entry("host", "backup.example.com"));
        assertThat(spec.backup.schedule)
                .extracting(schedule -> schedule.onBrokenChain)
                .containsExactly(null, OnBrokenChain.FULL);
    }

    @Test
    void aBackupIsRead() {
        var backup = Manifests.read("incremental", PerconaServerMySQLBackup.class);

        assertThat(backup.getSpec().typeOrDefault()).isEqualTo(BackupType.INCREMENTAL);
        assertThat(backup.getStatus().stateOrNew()).isEqualTo(BackupState.SUCCEEDED);
        assertThat(backup.getStatus().incremental()).isTrue();
        assertThat(backup.getStatus().size).isEqualTo(5_000_000_000L);
        assertThat(backup.getStatus().chain.position).isEqualTo(1);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        var backup = Manifests.read("full", PerconaServerMySQLBackup.class);

        assertThat(backup.getSpec().typeOrDefault()).isEqualTo(BackupType.FULL);
        assertThat(backup.getStatus().stateOrNew()).isEqualTo(BackupState.NEW);
        assertThat(backup.getStatus().incremental()).isFalse();
        assertThat(new RestoreSpec().targetOrDefault()).isEqualTo(RestoreTarget.IN_PLACE);
    }

    @Test
    void anExplicitNullIsAnEmptyList() {
        assertThat(CODEC.unmarshal("{\"copies\": null, \"options\": null}", StorageSpec.class))
                .satisfies(storage -> assertThat(storage.copies).isEmpty())
                .satisfies(storage -> assertThat(storage.options).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(BackupState.class)
    void aStateIsReadAsItIsWritten(BackupState state) {
        assertThat(BackupState.of(state.wire())).isEqualTo(state);
    }

    @Test
    void aStateFromTheFutureIsNeitherNewNorFinished() {
        var status = CODEC.unmarshal("{\"state\": \"Suspended\"}", BackupStatus.class);

        assertThat(status.stateOrNew()).isEqualTo(BackupState.UNKNOWN);
        assertThat(status.state.terminal()).isFalse();
    }

    /** The client writes an empty status where there is none; the API server does not look at it. */
    private static Map<?, ?> comparable(Map<?, ?> manifest) {
        var copy = new HashMap<Object, Object>(manifest);
        copy.remove("status", Map.of());
        return copy;
    }
}
