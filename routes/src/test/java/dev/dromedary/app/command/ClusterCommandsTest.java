package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.app.command.Commands.Said;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands against an API server, found by a kubeconfig. */
@EnableKubernetesMockClient(https = false, crud = true)
@ExtendWith(ProgramHome.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ClusterCommandsTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));

    @TempDir
    Path folder;

    KubernetesClient client;
    private Commands commands;
    private Path kubeconfig;

    @BeforeEach
    void cluster() throws IOException {
        commands = new Commands(folder);
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [{name: c, cluster: {server: "%s"}}]
                contexts: [{name: here, context: {cluster: c, user: u, namespace: shops}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(client.getMasterUrl()));
        PerconaServerMySQL cluster = new PerconaServerMySQL();
        cluster.getMetadata().setName("shop");
        cluster.getMetadata().setNamespace("shops");
        cluster.getSpec().backup = new dev.dromedary.api.BackupSection();
        cluster.getSpec().backup.storages.put("disk", disk());
        client.resource(cluster).create();
    }

    private StorageSpec disk() {
        StorageSpec storage = new StorageSpec();
        storage.type = "file";
        storage.options.put("directory", commands.stored.folder.toString());
        return storage;
    }

    private Said onCluster(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        return Commands.run(dev.dromedary.app.Main.commands(), all);
    }

    private PerconaServerMySQLBackup backup(String name) {
        return client.resources(PerconaServerMySQLBackup.class)
                .inNamespace("shops")
                .withName(name)
                .get();
    }

    private List<PerconaServerMySQLBackup> backups() {
        return client.resources(PerconaServerMySQLBackup.class)
                .inNamespace("shops")
                .list()
                .getItems();
    }

    @Test
    void aBackupIsMadeInTheContextsNamespace() {
        Said made = onCluster("backup", "shop", "--storage", "disk", "--name", "monday");

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out()).isEqualTo("monday\n");
        assertThat(backup("monday").getSpec().storageName).isEqualTo("disk");
        assertThat(onCluster("backup", "shop", "--storage", "disk", "--name", "monday")
                        .exit())
                .isEqualTo(3);
        assertThat(onCluster("get", "backups").out()).contains("monday");
        assertThat(onCluster("get", "backups", "-n", "elsewhere").err()).contains("No resources found in elsewhere");
    }

    @Test
    void anImportReadsTheStorageByItsFileAndIsRepeatable() throws IOException {
        commands.stored.chainOfThree();
        Said blind = onCluster("import", "shop", "--storage", "disk");
        assertThat(blind.exit()).isEqualTo(3);
        assertThat(blind.err()).contains("--storage-file");

        String file = commands.storageFile.toString();
        Said first = onCluster("import", "shop", "--storage", "disk", "--storage-file", file);
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(backups()).hasSize(3).allMatch(each -> each.getStatus().state == BackupState.SUCCEEDED);

        // As if the first had been killed between the two writes.
        PerconaServerMySQLBackup cut = backups().getLast();
        cut.setStatus(new dev.dromedary.api.BackupStatus());
        client.resource(cut).updateStatus();
        Said second = onCluster("import", "shop", "--storage", "disk", "--storage-file", file);
        assertThat(second.out()).isEqualTo(cut.getMetadata().getName() + " imported\n");
        assertThat(backup(cut.getMetadata().getName()).getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(onCluster("import", "shop", "--storage", "disk", "--storage-file", file)
                        .out())
                .isEqualTo("nothing to import\n");
    }

    @Test
    void chainAndPlanSayThatTheyHaveSeenTheResourcesOnly() throws IOException {
        commands.stored.chainOfThree();
        onCluster("import", "shop", "--storage", "disk", "--storage-file", commands.storageFile.toString());

        Said chain = onCluster("chain");
        assertThat(chain.exit()).as(chain.err()).isZero();
        assertThat(chain.out())
                .contains("(as the resources tell: what is stored was not looked at)", "└─ ", "3 backups");

        Said plan = onCluster("plan", "shop-2026-11-26-02:30:00-incr");
        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("is restorable, as far as the resources tell");

        client.resource(backups().stream()
                        .filter(each -> each.getStatus().chain.position == 1)
                        .findFirst()
                        .orElseThrow())
                .delete();
        Said gap = onCluster("plan", "shop-2026-11-26-02:30:00-incr");
        assertThat(gap.exit()).isEqualTo(1);
        assertThat(gap.out()).contains("a backup between it and ", "cannot be restored");
    }

    @Test
    void theOperatorVerifiesWhenItIsAsked() throws IOException {
        commands.stored.chainOfThree();
        onCluster("import", "shop", "--storage", "disk", "--storage-file", commands.storageFile.toString());
        String name = backups().getFirst().getMetadata().getName();

        VerifyCommand command = new VerifyCommand(NOON, () -> {
            PerconaServerMySQLBackup seen = backup(name);
            seen.getStatus().verification = seen.getMetadata().getAnnotations().get(Names.VERIFY_ANNOTATION);
            seen.getStatus().conditions.removeIf(each -> each.getType().equals("Verified"));
            seen.getStatus()
                    .conditions
                    .add(new ConditionBuilder()
                            .withType("Verified")
                            .withStatus("False")
                            .withReason("ObjectMissing")
                            .withMessage("deep: gone")
                            .build());
            client.resource(seen).updateStatus();
        });
        Said said =
                Commands.run(new CommandLine(command), List.of(name, "--deep", "--kubeconfig", kubeconfig.toString()));

        assertThat(said.exit()).as(said.err()).isEqualTo(1);
        assertThat(said.out()).isEqualTo(name + " is damaged: deep: gone\n");
        assertThat(backup(name).getStatus().verification).isEqualTo("deep 2026-11-26T12:00:00Z");
    }

    @Test
    void aDeletionIsTheApiServers() {
        onCluster("backup", "shop", "--storage", "disk", "--name", "monday");

        Said said = onCluster("delete", "monday", "--yes", "--wait");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.err()).contains("Nothing is stored of it.");
        assertThat(backup("monday")).isNull();
    }

    @Test
    void whereThereIsNoClusterTheCommandSaysSo() throws IOException {
        assertThat(onCluster("chain", "--context", "elsewhere").err()).contains("there is no context elsewhere");
        client.close();
        Path dead = Files.writeString(
                folder.resolve("dead"), Files.readString(kubeconfig).replaceAll("http://[^\"]*", "http://127.0.0.1:1"));
        Said said = Commands.run(dev.dromedary.app.Main.commands(), List.of("chain", "--kubeconfig", dead.toString()));
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err()).contains("the API server http://127.0.0.1:1/");
    }
}
