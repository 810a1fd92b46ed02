package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.ServerAccess;
import dev.dromedary.run.Wire;
import dev.dromedary.storage.StorageDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The worker in a JVM of its own, as in a pod: a run in the environment, Secrets as files, an answer as last words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerIT {
    private Path folder;
    private PrivateServer server;
    private Path storage;
    private WorkerProcess worker;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = PrivateServer.create(folder.resolve("server"));
        server.sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140)) ENGINE=InnoDB;
                INSERT INTO shop.orders (item) SELECT sha2(seq, 512) FROM seq_1_to_100000;
                """);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void aWorkerWithAStorageOfItsOwn(TestInfo test) throws IOException {
        Path own = folder.resolve(test.getTestMethod().orElseThrow().getName());
        storage = own.resolve("storage");
        worker = new WorkerProcess(own);
        worker.secret("shop-secrets", PrivateServer.ACCOUNT, PrivateServer.PASSWORD);
    }

    private RunSpecification backup(String... toolArguments) {
        return run(RunKind.BACKUP, file(), toolArguments);
    }

    private StorageDescription file() {
        return new StorageDescription("file", Map.of("directory", storage.toString()), null, true);
    }

    private RunSpecification run(RunKind kind, StorageDescription where, String... toolArguments) {
        ServerAccess access = new ServerAccess(
                server.socket().toString(),
                null,
                3306,
                PrivateServer.ACCOUNT,
                "shop-secrets",
                server.dataDirectory().toString(),
                "",
                null,
                null,
                null,
                null,
                List.of(toolArguments));
        String destination = where.type().equals("file") ? "file://" + storage + "/full" : "s3://backups/full";
        return new RunSpecification(
                kind,
                new Manifest.Owner("ns", "b", "uid-of-b", "shop"),
                where,
                destination,
                BackupType.FULL,
                null,
                access,
                null,
                false,
                null);
    }

    private List<String> objects() throws IOException {
        try (Stream<Path> all = Files.walk(storage)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> storage.relativize(file).toString())
                    .filter(key -> !key.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aBackupIsTakenAndTold() throws Exception {
        worker.set("DROMEDARY_PROGRESS_INTERVAL", "50");

        WorkerProcess.Ended ended = worker.run(backup("--throttle=20"));

        assertThat(ended.exit()).as(ended.log()).isZero();
        RunResult answer = ended.answer();
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(answer.backup().size()).isPositive();
        assertThat(Wire.result(ended.output())).as("on standard output, too").contains(answer);
        assertThat(Wire.lastProgress(ended.output())).isPresent();
        assertThat(ended.output() + ended.log()).doesNotContain(PrivateServer.PASSWORD);
        assertThat(objects()).contains("full.manifest.json");
    }

    @Test
    void aBackupThatAnEarlierAttemptHasSealedIsLeftAsItIs() throws Exception {
        RunResult first = worker.run(backup()).answer();
        Path part = storage.resolve("full/part.00000000000000000000");
        Object before = Files.getAttribute(part, "unix:ino");
        server.sql("INSERT INTO shop.orders (item) VALUES ('since')");

        WorkerProcess.Ended second = worker.run(backup());

        assertThat(second.exit()).as(second.log()).isZero();
        assertThat(second.answer()).isEqualTo(first);
        assertThat(Files.getAttribute(part, "unix:ino")).isEqualTo(before);
    }

    @Test
    void anAttemptThatWasKilledIsReplaced() throws Exception {
        worker.set("DROMEDARY_PART_SIZE", "262144");
        HaltPoint moment = HaltPoint.exit("step.HashPart#process").number(5);
        WorkerProcess.Ended killed = worker.run(backup(), moment.option(folder));
        assertThat(killed.exit()).as(killed.log()).isEqualTo(HaltAgent.KILLED);
        assertThat(killed.termination()).isEmpty();
        assertThat(objects()).as("its leftovers").isNotEmpty().doesNotContain("full.manifest.json");

        WorkerProcess.Ended second = worker.run(backup());

        assertThat(second.exit()).as(second.log()).isZero();
        RunResult checked = worker.run(run(RunKind.PLAN, file())).answer();
        assertThat(checked.outcome()).as("every part is there").isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void whoIsToldToStopCleansUpAndAnswers() throws Exception {
        worker.set("DROMEDARY_PROGRESS_INTERVAL", "50");
        Process process = worker.start(backup("--throttle=1"));
        Await.until("progress", () -> worker.output().contains("{\"progress\":"));

        process.destroy();
        WorkerProcess.Ended ended = worker.end(process);

        assertThat(ended.exit()).as("by SIGTERM").isEqualTo(143);
        assertThat(ended.answer().outcome()).as(ended.log()).isEqualTo(Outcome.FAILED);
        assertThat(ended.answer().reason()).isEqualTo("RunCancelled");
        assertThat(objects()).isEmpty();
    }

    @Test
    void whatNobodyHasCorrectedIsNotTriedAgain() throws Exception {
        worker.withoutSecrets();

        WorkerProcess.Ended ended = worker.run(backup());

        assertThat(ended.exit()).as(ended.log()).isEqualTo(3);
        assertThat(ended.answer().outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(ended.answer().message()).isEqualTo("secrets shop-secrets not found");
    }

    @Test
    void aRouteFileThatIsWrongIsNamed(@TempDir Path routes) throws Exception {
        Files.writeString(
                routes.resolve("storage-tape.camel.yaml"), "- routeTemplate: {id: storage-tape, rewind: true}");
        worker.set("DROMEDARY_ROUTES_EXTRA", routes.toString());

        WorkerProcess.Ended ended = worker.run(backup());

        assertThat(ended.exit()).as(ended.log()).isEqualTo(3);
        assertThat(ended.answer().outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(ended.answer().reason()).isEqualTo("RouteFileInvalid");
        assertThat(ended.answer().message()).startsWith("route file " + routes + "/storage-tape.camel.yaml, line 1: ");
    }

    @Test
    void aStorageThatDoesNotAnswerIsTriedAgain() throws Exception {
        worker.set("DROMEDARY_STORAGE_ATTEMPTS", "1");
        worker.secret("s3-keys", "AWS_ACCESS_KEY_ID", "id");
        worker.secret("s3-keys", "AWS_SECRET_ACCESS_KEY", "key");
        StorageDescription nobody = new StorageDescription(
                "s3", Map.of("bucket", "backups", "endpointUrl", "http://127.0.0.1:1"), "s3-keys", true);

        WorkerProcess.Ended ended = worker.run(run(RunKind.BACKUP, nobody));

        assertThat(ended.exit()).as(ended.log()).isEqualTo(1);
        assertThat(ended.answer().reason()).isEqualTo("StorageUnreachable");
    }

    @Test
    void aWorkerThatIsToldNothingSaysSo() throws Exception {
        WorkerProcess.Ended ended = worker.run(null);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.log()).contains("DROMEDARY_RUN is not set");
    }
}
