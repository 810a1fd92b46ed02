package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is done to the objects of backups in a folder, and undone in the end. */
final class Damage implements AutoCloseable {
    /** One way to do it. */
    interface Blow {
        void to(Damage damage) throws IOException;
    }

    private final Resources resources;
    private final Map<Path, byte[]> before = new LinkedHashMap<>();

    private Damage(Resources resources) {
        this.resources = resources;
    }

    static Damage by(Blow blow, Resources resources) throws IOException {
        Damage damage = new Damage(resources);
        blow.to(damage);
        return damage;
    }

    Path part(String backup, int index) {
        return Path.of(place(backup) + "/part.%020d".formatted(index));
    }

    Path manifest(String backup) {
        return Path.of(place(backup) + ".manifest.json");
    }

    private String place(String backup) {
        return resources.backup(backup).getStatus().destination.replaceFirst("^file://", "");
    }

    void lose(Path object) throws IOException {
        remember(object);
        Files.delete(object);
    }

    /** Without its last byte. */
    void cut(Path object) throws IOException {
        byte[] whole = remember(object);
        Files.write(object, Arrays.copyOf(whole, whole.length - 1));
    }

    /** One bit, in the middle. */
    void flip(Path object) throws IOException {
        byte[] flipped = remember(object).clone();
        flipped[flipped.length / 2] ^= 1;
        Files.write(object, flipped);
    }

    /** Two that differ, or it would be no damage. */
    void swap(Path one, Path other) throws IOException {
        byte[] bytes = remember(one);
        assertThat(bytes).isNotEqualTo(Files.readAllBytes(other));
        Files.write(one, remember(other));
        Files.write(other, bytes);
    }

    /** What the object was before anything was done to it. */
    private byte[] remember(Path object) throws IOException {
        byte[] bytes = Files.readAllBytes(object);
        before.putIfAbsent(object, bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        for (Map.Entry<Path, byte[]> each : before.entrySet()) {
            Files.write(each.getKey(), each.getValue());
        }
    }
}
