package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.ServerAccess;
import dev.dromedary.storage.StorageDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A base and two increments in a folder, taken by the real tool from a real server. */
record StoredChainOfThree(WorkerHere worker, PrivateServer server, Path storage) {
    static final String BASE = "shop-2026-01-01-00:00:00-full";
    static final String FIRST = BASE + ".incr/shop-2026-01-02-00:00:00-incr";
    static final String TIP = BASE + ".incr/shop-2026-01-03-00:00:00-incr";

    private static final int UNUSED_PORT = 3306;

    void take() throws Exception {
        for (String name : List.of(BASE, FIRST, TIP)) {
            server.sql("INSERT INTO shop.orders (item) SELECT sha2(seq, 512) FROM seq_1_to_2000");
            RunResult taken = worker.perform(backup(name));
            assertThat(taken.outcome()).as(taken.message()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    private String destination(String name) {
        return "file://" + storage + "/" + name;
    }

    private StorageDescription description() {
        return new StorageDescription("file", Map.of("directory", storage.toString()), null, true);
    }

    private static Manifest.Owner owner(String name) {
        return new Manifest.Owner("ns", "b", "uid-" + name.replace('/', '-'), "shop");
    }

    private RunSpecification backup(String name) {
        boolean base = name.equals(BASE);
        ServerAccess access = new ServerAccess(
                server.socket().toString(),
                null,
                UNUSED_PORT,
                PrivateServer.ACCOUNT,
                "shop-secrets",
                server.dataDirectory().toString(),
                "",
                null,
                null,
                null,
                null,
                List.of());
        return new RunSpecification(
                RunKind.BACKUP,
                owner(name),
                description(),
                destination(name),
                base ? BackupType.FULL : BackupType.INCREMENTAL,
                base ? null : destination(BASE),
                access,
                null,
                false,
                null);
    }

    RunResult inspect(RunKind kind) {
        return inspect(kind, TIP);
    }

    RunResult inspect(RunKind kind, String name) {
        return worker.perform(RunSpecification.inStorage(kind, owner(name), description(), destination(name), null));
    }
}
