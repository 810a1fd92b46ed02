package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.run.ManifestFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An S3 server is killed in the middle of a backup: what is left of that goes as soon as the storage is back. */
class KillStorageIT {
    private static final String BUCKET = "backups";
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

    private final HttpClient http = HttpClient.newHttpClient();
    private S3MockServer s3;
    private Path objects;
    private KillPlace place;
    private Resources resources;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        objects = folder.resolve("objects");
        s3 = new S3MockServer(BUCKET, objects, 0);
        place = KillPlace.create(folder);
        place.place().product().set("dromedary.storage.attempts", "2");
        resources = place.place().resources();
        resources.secret("keys", Map.of("AWS_ACCESS_KEY_ID", "AKIATEST", "AWS_SECRET_ACCESS_KEY", "any"));
        resources.cluster(place.place().server(), null, """
                %s:
                  type: s3
                  s3: {bucket: %s, endpointUrl: "http://127.0.0.1:%d", credentialsSecret: keys}
                """.formatted(Resources.STORAGE, BUCKET, s3.port()));
    }

    @AfterEach
    void close() throws Exception {
        place.close();
        s3.close();
    }

    @Test
    void whatItLeavesGoesWhenTheStorageIsBack() throws Exception {
        resources.full("base");
        place.workOff();
        place.change();
        resources.backup("cut", "type: incremental\ncontainerOptions: {args: {xtrabackup: [--throttle=1]}}");
        Process product = place.place().product().start();
        Await.until("a part is stored", () -> objects("cut").stream().anyMatch(key -> key.contains("/part.")));

        s3.kill();

        Await.until("it is tried again", () -> status("cut").retry != null && status("cut").retry.failures > 1);
        assertThat(status("cut").state).isEqualTo(BackupState.FAILED);
        assertThat(KillPlace.reason(resources.backup("cut"))).isEqualTo("StorageUnreachable");

        s3 = new S3MockServer(BUCKET, objects, s3.port());

        Await.until("nothing is left", () -> KillPlace.reason(status("cut").conditions, "LeftoversRemoved")
                .equals("Removed"));
        assertThat(objects("cut")).isEmpty();
        assertThat(status("cut").state).isEqualTo(BackupState.FAILED);
        resources.increment("next");
        Await.until("the next one is taken", () -> status("next").stateOrNew().terminal());
        place.place().product().stop(product);
        assertThat(parentOf("next")).isEqualTo(status("base").destination);
    }

    private BackupStatus status(String backup) {
        return resources.backup(backup).getStatus();
    }

    /** The keys of a backup, asked of the server itself. */
    private List<String> objects(String backup) throws IOException, InterruptedException {
        String destination = status(backup).destination;
        return destination == null
                ? List.of()
                : KEY.matcher(new String(get("?list-type=2"), StandardCharsets.UTF_8))
                        .results()
                        .map(MatchResult::group)
                        .filter(key -> key.contains(destination.replaceFirst("s3://[^/]+/", "")))
                        .toList();
    }

    private String parentOf(String backup) throws IOException, InterruptedException {
        String key = status(backup).destination.replaceFirst("s3://[^/]+/", "") + ".manifest.json";
        return ManifestFile.decode(key, get("/" + key)).manifest().parent().destination();
    }

    private byte[] get(String what) throws IOException, InterruptedException {
        URI address = URI.create(s3.endpoint() + "/" + BUCKET + what);
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray())
                .body();
    }
}
