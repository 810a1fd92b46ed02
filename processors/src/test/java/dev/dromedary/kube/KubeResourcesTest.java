package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class KubeResourcesTest {
    private static final String KIND = "PerconaServerMySQLBackup";

    private final ApiServer server = new ApiServer();
    private final Watches watches = new Watches(server.client, List.of(), Duration.ZERO);
    private final KubeResources resources = new KubeResources(server.client, watches);

    @BeforeEach
    void start() throws InterruptedException {
        server.backup("ns", "b", BackupState.NEW);
        server.backup("ns", "a", BackupState.NEW);
        server.backup("other", "c", BackupState.NEW);
        watches.start();
        while (!watches.listed()) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        watches.close();
        server.close();
    }

    private static ResourceKey key(String name) {
        return new ResourceKey(KIND, "ns", name);
    }

    private PerconaServerMySQLBackup get(String name) {
        return (PerconaServerMySQLBackup) resources.get(key(name));
    }

    private PerconaServerMySQLBackup stored(String name) {
        return server.client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace("ns")
                .withName(name)
                .get();
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
        List<String> names = resources.list(new ResourceKey(KIND, "ns", null)).stream()
                .sorted((one, other) -> 0)
                .map(resource -> resource.getMetadata().getName())
                .toList();

        boolean oneSecond = get("a").getMetadata()
                .getCreationTimestamp()
                .equals(get("b").getMetadata().getCreationTimestamp());
        assertThat(names).containsExactlyElementsOf(oneSecond ? List.of("a", "b") : List.of("b", "a"));
        assertThat(resources.list(new ResourceKey(KIND, null, null))).hasSize(3);
    }

    @Test
    void everyAnswerIsACopy() {
        get("a").getStatus().destination = "scribbled";
        ((PerconaServerMySQLBackup) resources.list(key("a")).getFirst()).getStatus().destination = "scribbled";

        assertThat(get("a").getStatus().destination).isNull();
    }
}
