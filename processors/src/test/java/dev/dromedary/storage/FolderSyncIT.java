package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut leaves of a folder, by the system calls that a process makes: a file is synced before its name
 * appears, and so is every entry of a folder before the verb returns.
 */
class FolderSyncIT {
    private static final String TRACED =
            "write,pwrite64,ftruncate,fsync,link,linkat,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir";
    private static final String DONE = "done: ";

    /** Name, what is between the brackets, and the result. */
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (.*)");

    private static final Pattern DESCRIPTOR = Pattern.compile("\\d+<(.*?)>.*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    Path folder;

    private final Set<Path> unsyncedFiles = new HashSet<>();
    private final Set<Path> unsyncedEntries = new HashSet<>();
    private final List<String> seen = new ArrayList<>();

    @Test
    void nothingThatIsDoneIsLeftToThePageCache() throws Exception {
        for (String call : trace(folder.toRealPath().resolve("new/root"))) {
            MatchResult parts = CALL.matcher(call)
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not understood: " + call));
            if (!parts.group(3).startsWith("-1 ")) {
                replay(parts.group(1), parts.group(2));
            }
        }

        // The calls were those that this is about, and all of them were seen.
        assertThat(seen)
                .containsSubsequence("mkdir new", "mkdir new/root", "done: opened")
                .containsSubsequence("mkdir a", "mkdir a/b", "link a/b/small", "done: small once")
                .containsSubsequence("done: small once", "rename a/b/small", "done: small again")
                .containsSubsequence("mkdir a/c", "link a/c/large", "done: large once")
                .containsSubsequence("done: large once", "rename a/c/large", "done: large again")
                .containsSubsequence("unlink a/b/small", "rmdir a/b", "unlink a/c/large", "rmdir a", "done: deleted")
                .as("whoever removed it may have died before it was synced")
                .containsSubsequence("done: deleted", "fsync new/root", "done: deleted again");
    }

    private void replay(String name, String arguments) {
        List<Path> quoted = QUOTED.matcher(arguments)
                .results()
                .map(each -> Path.of(each.group(1)))
                .toList();
        switch (name) {
            case "write", "pwrite64", "ftruncate" -> {
                unsyncedFiles.add(descriptor(arguments));
                if (arguments.contains(DONE)) {
                    seen.add(arguments.replaceAll(".*\"(" + DONE + ".*)\\\\n\".*", "$1"));
                    assertThat(unsyncedEntries).as("at " + seen.getLast()).isEmpty();
                }
            }
            case "fsync" -> {
                Path synced = descriptor(arguments);
                unsyncedFiles.remove(synced);
                unsyncedEntries.removeIf(each -> each.getParent().equals(synced));
                see(name, synced);
            }
            case "mkdir", "mkdirat", "unlink", "unlinkat" -> change(name, quoted.getFirst());
            case "rmdir" -> {
                unsyncedEntries.removeIf(each -> each.getParent().equals(quoted.getFirst()));
                change(name, quoted.getFirst());
            }
            default -> {
                assertThat(unsyncedFiles).as("before it has a name").doesNotContain(quoted.getFirst());
                change(name, quoted.getLast());
            }
        }
    }

    private void change(String name, Path path) {
        if (path.startsWith(folder) && !path.getParent().endsWith(FolderNames.UNFINISHED)) {
            unsyncedEntries.add(path);
            see(name, path);
        }
    }

    private void see(String name, Path path) {
        Path root = folder.resolve("new/root");
        Path base = path.startsWith(root) && !path.equals(root) ? root : folder;
        if (path.startsWith(folder)) {
            seen.add(name.replaceAll("at2?$", "") + " " + base.relativize(path));
        }
    }

    private static Path descriptor(String arguments) {
        return Path.of(DESCRIPTOR.matcher(arguments).replaceFirst("$1"));
    }

    /** The calls of the thread that is at work in {@link #main}. */
    private List<String> trace(Path root) throws IOException, InterruptedException {
        Path traces = Files.createDirectory(folder.resolve("traces"));
        var command = List.of(
                "strace",
                "-ff",
                "-y",
                "-qq",
                "--signal=none",
                "--trace=" + TRACED,
                "--output=" + traces.resolve("of"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FolderSyncIT.class.getName(),
                root.toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        try (Stream<Path> threads = Files.list(traces)) {
            for (Path thread : threads.toList()) {
                List<String> calls = Files.readAllLines(thread);
                if (calls.stream().anyMatch(call -> call.contains(DONE))) {
                    return calls;
                }
            }
        }
        throw new AssertionError("no thread has said that it was done");
    }

    /** Uses the verbs that change a folder, and says so after each. */
    public static void main(String[] args) {
        var folder = new Folder(args[0]);
        System.out.println(DONE + "opened");
        put(folder, "a/b/small", 1);
        // Past the page cache, and not in whole blocks.
        put(folder, "a/c/large", (2 << 20) + 1);
        List<String> all = List.of("a/b/small", "a/c/large");
        folder.delete(all);
        System.out.println(DONE + "deleted");
        folder.delete(all);
        System.out.println(DONE + "deleted again");
    }

    private static void put(Folder folder, String key, int length) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        folder.put(key, new byte[length], true);
        System.out.println(DONE + name + " once");
        folder.put(key, new byte[length], false);
        System.out.println(DONE + name + " again");
    }
}
