package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every change of a single object of a chain of three is found; what changes a length or presence without reading it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyBackupIT {
    /** Small enough that every member has several parts. */
    private static final int PART = 5 << 20;

    /** What a change makes of one or more objects; null takes one away. */
    private record Change(String name, boolean seenByLight, Map<String, byte[]> after) {}

    private PrivateServer server;
    private WorkerHere worker;
    private StoredChainOfThree chain;
    private StoredObjectFiles files;
    private Map<String, byte[]> objects;
    private Map<String, byte[]> older;

    @BeforeAll
    void takeAChainTwice(@TempDir Path folder) throws Exception {
        server = PrivateServer.create(folder.resolve("server"));
        server.sql(
                "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140))");
        worker = new WorkerHere(folder.resolve("work"), PART);
        Path earlier = folder.resolve("earlier");
        new StoredChainOfThree(worker, server, earlier).take();
        older = new StoredObjectFiles(earlier).read();
        Path storage = folder.resolve("storage");
        chain = new StoredChainOfThree(worker, server, storage);
        chain.take();
        files = new StoredObjectFiles(storage);
        objects = files.read();
    }

    @AfterAll
    void stop() throws Exception {
        worker.close();
        server.close();
    }

    private void requireGood() {
        for (RunKind kind : List.of(RunKind.INSPECT, RunKind.INSPECT_DEEP)) {
            RunResult good = chain.inspect(kind);
            assertThat(good.outcome()).as(good.message()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @Test
    void everyChangeOfAnObjectIsFound() throws Exception {
        requireGood();
        List<String> wrong = new ArrayList<>();
        int changes = 0;
        for (String key : objects.keySet()) {
            for (Change change : changesOf(key)) {
                changes++;
                check(change, wrong);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(changes).as("objects with at least ten changes each").isGreaterThan(10 * objects.size());
        requireGood();
    }

    private void check(Change change, List<String> wrong) throws Exception {
        for (Map.Entry<String, byte[]> each : change.after().entrySet()) {
            files.write(each.getKey(), each.getValue());
        }
        RunResult light = chain.inspect(RunKind.INSPECT);
        RunResult deep = chain.inspect(RunKind.INSPECT_DEEP);
        for (String key : change.after().keySet()) {
            files.write(key, objects.get(key));
        }
        if (!found(deep, change) || found(light, change) != change.seenByLight()) {
            wrong.add(change.name() + ": light says " + light + ", deep says " + deep);
        }
    }

    /** It has to name the object, or the backup it belongs to, and to say what to do. */
    private static boolean found(RunResult result, Change change) {
        return result.outcome() == Outcome.FAILED
                && !result.hint().isEmpty()
                && change.after().keySet().stream()
                        .anyMatch(key -> result.message().contains(backupOf(key)));
    }

    private static String backupOf(String key) {
        return key.replaceFirst("(/part\\.\\d{20}|/stray.*|\\.owner\\.json|\\.manifest\\.json)$", "");
    }

    private static boolean part(String key) {
        return key.contains("/part.");
    }

    private List<Change> changesOf(String key) {
        byte[] now = objects.get(key);
        List<Change> changes = new ArrayList<>();
        for (int at : new int[] {0, now.length / 2, now.length - 1}) {
            byte[] flipped = now.clone();
            flipped[at] ^= (byte) (1 << at % Byte.SIZE);
            changes.add(new Change(key + " has a bit flipped at " + at, !part(key), Map.of(key, flipped)));
        }
        for (int length : new int[] {now.length - 1, now.length / 2, 0, now.length + 1}) {
            changes.add(new Change(key + " has " + length + " bytes", true, Map.of(key, Arrays.copyOf(now, length))));
        }
        changes.add(new Change(key + " is gone", true, nothing(key)));
        for (String other : othersOf(key)) {
            boolean seen = !part(key) || !part(other) || now.length != objects.get(other).length;
            changes.add(new Change(
                    key + " and " + other + " are swapped", seen, Map.of(key, objects.get(other), other, now)));
        }
        byte[] before = older.get(key);
        if (before != null && !Arrays.equals(before, now)) {
            changes.add(new Change(
                    key + " is an older one", !part(key) || before.length != now.length, Map.of(key, before)));
        }
        String stray = backupOf(key) + "/stray"
                + (part(key) ? "" : key.substring(backupOf(key).length()));
        changes.add(new Change("there is " + stray, true, Map.of(stray, now)));
        return changes;
    }

    private static Map<String, byte[]> nothing(String key) {
        Map<String, byte[]> after = new TreeMap<>();
        after.put(key, null);
        return after;
    }

    /** The next of its kind, and a later one of its own length. */
    private List<String> othersOf(String key) {
        String kind = key.substring(backupOf(key).length()).replaceFirst("\\d+$", "");
        List<String> alike = objects.keySet().stream()
                .filter(other -> other.substring(backupOf(other).length()).startsWith(kind))
                .filter(other -> !Arrays.equals(objects.get(other), objects.get(key)))
                .toList();
        List<String> later =
                alike.stream().filter(other -> other.compareTo(key) > 0).toList();
        String next = later.isEmpty() ? alike.getFirst() : later.getFirst();
        Stream<String> same = later.stream()
                .filter(other -> objects.get(other).length == objects.get(key).length)
                .limit(1);
        return Stream.concat(Stream.of(next), same).distinct().toList();
    }

    @Test
    void whatIsWrongWithALaterIncrementIsNoMatterOfThisOne() throws Exception {
        String manifest = StoredChainOfThree.TIP + ".manifest.json";
        files.write(manifest, null);
        try {
            for (String name : List.of(StoredChainOfThree.BASE, StoredChainOfThree.FIRST)) {
                assertThat(chain.inspect(RunKind.INSPECT_DEEP, name).outcome()).isEqualTo(Outcome.SUCCEEDED);
            }
        } finally {
            files.write(manifest, objects.get(manifest));
        }
    }
}
