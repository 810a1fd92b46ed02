package dev.dromedary.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All objects of a storage of type file, by key, and back again. */
record StoredObjectFiles(Path folder) {
    Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> objects = new TreeMap<>();
        for (Path file : files()) {
            objects.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        return objects;
    }

    /** @param content null for no such object */
    void write(String key, byte[] content) throws IOException {
        Path file = folder.resolve(key);
        if (content == null) {
            Files.deleteIfExists(file);
        } else {
            Files.write(file, content);
        }
    }

    private Iterable<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).startsWith(".dromedary"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
