package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class KubeResourcesTest {
    private static final String KIND = "PerconaServerMySQLBackup";

    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final Watches watches = new Watches(SERVER.client, List.of(), Duration.ZERO);
    private final KubeResources resources = new KubeResources(SERVER.client, watches);

    @BeforeEach
    void start() throws InterruptedException {
        SERVER.backup("ns", "b", BackupState.NEW);
        SERVER.backup("ns", "a", BackupState.NEW);
        SERVER.backup("other", "c", BackupState.NEW);
        watches.start();
        while (!watches.listed()) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        watches.close();
    }

    private static ResourceKey key(String name) {
        return new ResourceKey(KIND, "ns", name);
    }

    private PerconaServerMySQLBackup get(String name) {
        return (PerconaServerMySQLBackup) resources.get(key(name));
    }

    @Test
    void aResourceIsFoundByItsNameAndWhatIsNotThereIsNothing() {
        assertThat(get("a").getMetadata().getName()).isEqualTo("a");
        assertThat(get("nobody")).isNull();
        assertThat(resources.get(new ResourceKey("PerconaServerMySQL", "ns", "a")))
                .isNull();
    }

    @Test
    void aListHasTheOrderOfCreationAndOfNamesWithinASecond() {
        List<String> names = resources.list(new ResourceList(KIND, "ns")).stream()
                .map(resource -> resource.getMetadata().getName())
                .toList();

        boolean oneSecond = get("a").getMetadata()
                .getCreationTimestamp()
                .equals(get("b").getMetadata().getCreationTimestamp());
        assertThat(names).containsExactlyElementsOf(oneSecond ? List.of("a", "b") : List.of("b", "a"));
        assertThat(resources.list(new ResourceList(KIND, null))).hasSize(3);
    }

    @Test
    void theBackupsOfAClusterAreListedAlone() {
        assertThat(resources.list(new ResourceList(KIND, "ns", "c"))).hasSize(2);
        assertThat(resources.list(new ResourceList(KIND, "ns", "another"))).isEmpty();
    }

    @Test
    void everyAnswerIsACopy() {
        get("a").getStatus().destination = "scribbled";
        ((PerconaServerMySQLBackup) resources.list(new ResourceList(KIND, "ns")).getFirst()).getStatus().destination =
                "scribbled";

        assertThat(get("a").getStatus().destination).isNull();
    }

    @Test
    void whatRetentionRemovesWaitsForItsObjects() {
        assertThat(get("a").getMetadata().getFinalizers()).isEmpty();

        resources.prune(get("a"));

        PerconaServerMySQLBackup going = SERVER.client.resource(get("a")).get();
        assertThat(going.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(going.getMetadata().getFinalizers()).containsExactly(Names.DELETE_BACKUP_FINALIZER);
    }
}
