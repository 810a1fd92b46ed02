package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.Wire;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Job of a run, seen as a whole: {@code in-*.yaml} goes in, {@code out-job.yaml} has to come out. With {@code
 * -Dgolden=write} what comes out is written down; then it is for a person to read.
 */
class RunJobTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/jobs");
    private static final Set<String> FILES = Set.of(
            "in-cluster.yaml", "in-backup.yaml", "in-restore.yaml", "in-run.yaml", "in-data.yaml", "out-job.yaml");
    static final RunSettings SETTINGS = new RunSettings(
            "dromedary:dev",
            "IfNotPresent",
            Duration.ofDays(1),
            Duration.ofHours(12),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(90),
            10L << 30,
            "dromedary-routes",
            Map.of("DROMEDARY_PART_SIZE", "16777216", "DROMEDARY_SPOOL_LIMIT", "10737418240"));

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aRunAsAJob(Path scenario) throws IOException {
        Job job = RunJob.of(context(scenario), SETTINGS);

        String yaml = Serialization.asYaml(job);
        Path golden = scenario.resolve("out-job.yaml");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, yaml);
        }
        assertThat(yaml).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noFileLiesThereForNothing(Path scenario) throws IOException {
        try (Stream<Path> files = Files.list(scenario)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(FILES);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theWorkerReadsTheRunThatIsMeant(Path scenario) throws IOException {
        Job job = RunJob.of(context(scenario), SETTINGS);

        String written = job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("DROMEDARY_RUN"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(Wire.readRun(written)).isEqualTo(run(scenario));
    }

    static RunContext context(Path scenario) throws IOException {
        Map<ResourceKey, HasMetadata> resources = new HashMap<>();
        for (var type :
                List.of(PerconaServerMySQL.class, PerconaServerMySQLBackup.class, PerconaServerMySQLRestore.class)) {
            String file = type.getSimpleName().replace("PerconaServerMySQL", "").toLowerCase(Locale.ROOT);
            read(scenario.resolve("in-" + (file.isEmpty() ? "cluster" : file) + ".yaml"), type)
                    .ifPresent(found -> resources.put(Watches.key(found), found));
        }
        Optional<DataPlace> data = read(scenario.resolve("in-data.yaml"), DataPlace.class);
        return new RunContexts(resources::get, (cluster, run) -> data)
                .of(run(scenario))
                .orElseThrow();
    }

    private static RunSpecification run(Path scenario) throws IOException {
        Object tree = Serialization.unmarshal(Files.readString(scenario.resolve("in-run.yaml")), Map.class);
        return Wire.readRun(new JsonMapper().writeValueAsString(tree));
    }

    private static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        return Files.exists(file)
                ? Optional.of(Serialization.unmarshal(Files.readString(file), type))
                : Optional.empty();
    }
}
