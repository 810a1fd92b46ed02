package dev.dromedary.api;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The manifests of the tests, and the way the client reads and writes them. */
final class Manifests {

    static final KubernetesSerialization CODEC = new KubernetesSerialization();

    private Manifests() {}

    static String text(String name) {
        try (var in = Manifests.class.getResourceAsStream("/manifests/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String name, Class<T> type) {
        return CODEC.unmarshal(text(name), type);
    }
}
