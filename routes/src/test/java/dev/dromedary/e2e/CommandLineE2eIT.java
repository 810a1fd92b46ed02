package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.app.DeployFiles;
import dev.dromedary.app.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user works with a cluster by the command line alone, with the rights that his kubeconfig gives. */
@EndToEnd("shop")
class CommandLineE2eIT {
    private static final Path HOME = DeployFiles.FOLDER.getParent();
    private static final String CLASSES =
            HOME.resolve("routes/target/classes") + ":" + HOME.resolve("routes/target/lib/*");

    /** What it prints; it has to end well. */
    private static String done(Place place, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Ddromedary.home=" + HOME,
                "-cp",
                CLASSES,
                Main.class.getName()));
        command.addAll(List.of(words));
        command.addAll(List.of("--namespace", place.namespace));
        return Command.run(HOME, command.toArray(String[]::new));
    }

    @Test
    void backupsAreTakenLookedAtVerifiedRestoredAndDeleted(Installation installation) throws Exception {
        Place place = installation.place("shop");
        Server server = place.setUp("mariadb");
        server.sql("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY) ENGINE=InnoDB");

        assertThat(done(place, "backup", "shop", "--storage", "s3", "--name", "monday", "--wait"))
                .contains("monday");
        server.sql("INSERT INTO shop.orders VALUES (1), (2)");
        List<String> tuesday = server.checksums("shop");
        done(place, "backup", "shop", "--storage", "s3", "--type", "incremental", "--name", "tuesday", "--wait");
        server.sql("DELETE FROM shop.orders");

        assertThat(done(place, "get", "backups").lines().skip(1))
                .hasSize(2)
                .allMatch(line -> line.contains("Succeeded"));
        assertThat(done(place, "chain", "shop")).contains("monday ", "└─ tuesday");
        assertThat(done(place, "plan", "tuesday")).contains("tuesday is restorable");
        assertThat(done(place, "verify", "tuesday", "--deep")).startsWith("tuesday is good");
        done(place, "restore", "shop", "--backup", "tuesday", "--name", "back", "--yes", "--wait");
        assertThat(server.checksums("shop")).isEqualTo(tuesday);

        PerconaServerMySQLBackup last = place.get(PerconaServerMySQLBackup.class, "tuesday");
        done(place, "delete", "tuesday", "--yes", "--wait");
        place.node.awaitGone(last);
        assertThat(done(place, "get", "backups").lines().skip(1)).hasSize(1);
    }
}
