package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Manifest;
import dev.dromedary.run.OwnerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;

/** Clusters on one server, with the same storages; most of them cannot be backed up, each for a reason of its own. */
final class OddClusters {
    static final int SECONDS = 600;

    private final Place place;
    private final String storages;

    private OddClusters(Place place) throws IOException {
        this.place = place;
        this.storages = """
                file: {type: file, options: {directory: "%s"}}
                other: {type: file, options: {directory: "%s/other"}}
                strange: {type: tape, options: {directory: /}}
                below: {type: file, options: {directory: "%s/below"}}
                taken: {type: file, options: {directory: "%s"}}
                littered: {type: file, options: {directory: "%s"}}
                """.formatted(
                        place.storage(),
                        place.folder(),
                        Files.createFile(folder("no-folder")),
                        folder("taken"),
                        folder("littered"));
    }

    /** The names say what is wrong; nothing is with {@code demo} and {@code twin}. */
    static void write(Place place) throws IOException, InterruptedException {
        OddClusters clusters = new OddClusters(place);
        clusters.accounts();
        clusters.destinations();
        clusters.clusters();
    }

    private Path folder(String name) {
        return place.folder().resolve(name);
    }

    private void accounts() throws IOException, InterruptedException {
        place.server().sql("""
                CREATE USER poor@localhost IDENTIFIED BY '%s';
                GRANT PROCESS, BINLOG MONITOR ON *.* TO poor@localhost;
                """.formatted(PrivateServer.PASSWORD));
        Resources resources = place.resources();
        resources.secret("good", Map.of(PrivateServer.ACCOUNT, PrivateServer.PASSWORD));
        resources.secret("wrong", Map.of(PrivateServer.ACCOUNT, "not-it"));
        resources.secret("poor-secret", Map.of("poor", PrivateServer.PASSWORD));
    }

    /** All that a backup of {@code demo} could choose for a while: claimed by another, or with objects of nobody. */
    private void destinations() throws IOException {
        byte[] claim = OwnerFile.encode(new Manifest.Owner("elsewhere", "another", "another-uid", "demo"));
        Files.createDirectories(folder("taken"));
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        for (int second = 0; second < SECONDS; second++) {
            String name = BackupNames.full("demo", now.plusSeconds(second));
            Files.write(folder("taken").resolve(name + ".owner.json"), claim);
            Files.writeString(
                    Files.createDirectories(folder("littered").resolve(name)).resolve("part.0"), "mine");
        }
    }

    private void clusters() throws IOException {
        Resources resources = place.resources();
        String good = cluster("good");
        resources.cluster("demo", good);
        resources.cluster("twin", good);
        resources.cluster("off", good.replace("enabled: true", "enabled: false"));
        resources.cluster("wrong-password", cluster("wrong"));
        resources.cluster("no-secret", cluster("nowhere"));
        resources.cluster("poor", Resources.clusterOf(place.server(), "poor", "poor-secret", storages));
        resources.cluster("no-tool", cluster("good", "toolPath: " + folder("nothing")));
        resources.cluster("other-tool", cluster("good", "toolPath: " + otherTool()));
        PrivateServer nobody = PrivateServer.at(folder("nobody"));
        resources.cluster("down", Resources.clusterOf(nobody, PrivateServer.ACCOUNT, "good", storages));
    }

    private String cluster(String secret, String... local) {
        return Resources.clusterOf(place.server(), PrivateServer.ACCOUNT, secret, storages, local);
    }

    /** An xtrabackup, for a MariaDB. */
    private Path otherTool() throws IOException {
        Path tool = Files.createDirectory(folder("percona")).resolve("xtrabackup");
        Files.writeString(tool, "#!/bin/sh\necho 'xtrabackup version 8.0.35-30 based on MySQL server 8.0.35' >&2\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tool.getParent();
    }
}
