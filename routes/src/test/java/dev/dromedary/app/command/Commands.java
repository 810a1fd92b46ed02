package dev.dromedary.app.command;

import dev.dromedary.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Commands in this process, over a folder, a bare storage or an API server, and what they say. */
final class Commands {
    /** How a command ended, and what it said. */
    record Said(int exit, String out, String err) {}

    final Path resources;
    final StoredBackups stored;
    final Path storageFile;

    Commands(Path folder) throws IOException {
        resources = Files.createDirectories(folder.resolve("resources"));
        stored = new StoredBackups(Files.createDirectories(folder.resolve("storage")));
        storageFile = Files.writeString(
                folder.resolve("disk.yaml"), "type: file\noptions: {directory: %s}\n".formatted(stored.folder));
    }

    /** A cluster shop with the storage disk. */
    void cluster() throws IOException {
        write("shop", """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQL
                metadata: {name: shop}
                spec:
                  mysql: {clusterType: async}
                  local: {socket: /nowhere, dataDirectory: /var/lib/mysql}
                  backup:
                    enabled: true
                    storages:
                      disk: {type: file, options: {directory: %s}}
                """.formatted(stored.folder));
    }

    void write(String name, String text) throws IOException {
        Files.writeString(resources.resolve(name + ".yaml"), text);
    }

    /** A command on the folder of resources. */
    Said onFolder(String... arguments) {
        return all(arguments, "--resources", resources.toString());
    }

    /** A command on the bare storage. */
    Said onStorage(String... arguments) {
        return all(arguments, "--storage-file", storageFile.toString());
    }

    /** What a command said; names end in a hash of the folder, which is another each time. */
    String plain(Said said) {
        return said.out()
                .replaceAll("-(full|incr)-[0-9a-f]{6}", "-$1-XXXXXX")
                .replace(stored.folder.toString(), "/backups")
                .replaceAll(" +\n", "\n");
    }

    private static Said all(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return run(Main.commands(), all);
    }

    /** What {@code get} says at a time of a folder of resources. */
    static Said get(Path folder, Instant now, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--resources", folder.toString()));
        return run(new CommandLine(new GetCommand(InstantSource.fixed(now))), all);
    }

    static Said run(CommandLine line, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = line.execute(arguments.toArray(String[]::new));
        return new Said(exit, out.toString(), err.toString());
    }
}
