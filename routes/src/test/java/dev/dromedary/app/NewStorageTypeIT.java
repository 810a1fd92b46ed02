package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A type of storage that the program has never heard of, as one file that is written here. Nothing is built for it. */
class NewStorageTypeIT {
    private static final String MIRROR = """
            # storage-mirror: two disks; each object is on both, and read from the one that has it.
            - routeTemplate:
                id: storage-mirror
                parameters:
                  - { name: name }
                  - { name: first, description: "the folder that decides who was first" }
                  - { name: second, description: "the folder that has all of it too" }
                beans:
                  - { name: firstFolder, type: dev.dromedary.storage.Folder, constructors: { 0: "{{first}}" } }
                  - { name: secondFolder, type: dev.dromedary.storage.Folder, constructors: { 0: "{{second}}" } }
                  - { name: firstVerbs, type: dev.dromedary.step.AnswerFromStorage, constructors: { 0: "#bean:{{firstFolder}}" } }
                  - { name: secondVerbs, type: dev.dromedary.step.AnswerFromStorage, constructors: { 0: "#bean:{{secondFolder}}" } }
                route:
                  streamCache: "false"
                  errorHandler: { noErrorHandler: {} }
                  from:
                    uri: "direct:storage-{{name}}"
                    steps:
                      - choice:
                          when:
                            - simple: "${header.StorageOp} in 'put,delete'"
                              steps:
                                - process: { ref: "{{firstVerbs}}" }
                                - setHeader: { name: StorageIfAbsent, constant: "false" }
                                - process: { ref: "{{secondVerbs}}" }
                            # The second has what both have.
                            - simple: "${header.StorageOp} == 'list'"
                              steps:
                                - process: { ref: "{{secondVerbs}}" }
                          otherwise:
                            steps:
                              - doTry:
                                  steps:
                                    - process: { ref: "{{firstVerbs}}" }
                                  doCatch:
                                    - exception: [ dev.dromedary.storage.NotFoundException ]
                                      steps:
                                        - process: { ref: "{{secondVerbs}}" }
            """;

    @TempDir
    Path folder;

    private Place place;
    private Path routes;

    @BeforeEach
    void fillAServer() throws Exception {
        place = Place.create(folder);
        routes = Files.createDirectory(folder.resolve("routes"));
        place.product().loadExtraRoutes(routes);
        place.product().set("dromedary.part.size", "1048576");
        place.server().sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140));
                INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_1_to_20000;
                """);
    }

    @AfterEach
    void stop() throws IOException {
        place.close();
    }

    private void storage(String type) throws IOException {
        String options = "{first: %1$s/first, second: %1$s/second}".formatted(folder);
        place.resources().cluster(place.server(), null, "file: {type: " + type + ", options: " + options + "}");
    }

    private Product.Outcome once(int exit) throws Exception {
        Product.Outcome outcome = place.product().once();
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
        return outcome;
    }

    private List<Path> parts(String disk) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(disk))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part."))
                    .toList();
        }
    }

    @Test
    void itBacksUpAndRestores() throws Exception {
        Files.writeString(routes.resolve("storage-mirror.camel.yaml"), MIRROR);
        storage("mirror");
        List<String> before = place.server().checksums();
        place.resources().full("full");
        once(0);
        assertThat(parts("first")).hasSizeGreaterThan(1).hasSameSizeAs(parts("second"));

        // Every other part is lost on one disk, so both are needed.
        List<Path> first = parts("first");
        for (int i = 0; i < first.size(); i += 2) {
            Files.delete(first.get(i));
        }
        place.server().sql("DROP DATABASE shop");
        place.resources().restore("back", "full");
        once(0);

        assertThat(place.server().checksums()).isEqualTo(before);
    }

    @Test
    void aTypeWithoutAFileIsRefusedWithThoseThereAre() throws Exception {
        Files.writeString(routes.resolve("storage-mirror.camel.yaml"), MIRROR);
        storage("tape");
        place.resources().full("full");
        once(1);

        var ready = Told.ofBackup(place.resources(), "full").condition("Ready");
        assertThat(ready.getReason()).isEqualTo(Reason.StorageTypeUnknown.name());
        assertThat(ready.getMessage())
                .contains("storage type tape is not supported; there are azure, file, gcs, mirror, s3, sftp");
    }

    @Test
    void aWrongFileIsRefusedAtTheStart() throws Exception {
        Path wrong = Files.writeString(
                routes.resolve("storage-mirror.camel.yaml"), MIRROR.replace("- choice:", "- choose:"));
        storage("mirror");
        place.resources().full("full");

        assertThat(once(1).log())
                .contains("dromedary: route file " + wrong + ", line 19: Unknown node id: choose; correct it")
                .doesNotContain("\tat ");
        assertThat(place.resources().backup("full").getStatus().state).isNull();
    }
}
