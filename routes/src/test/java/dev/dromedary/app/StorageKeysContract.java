package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage promises about its keys. Each run of the contract has a prefix of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageKeysContract {
    final StorageRoutes routes = new StorageRoutes();
    private final String prefix = UUID.randomUUID() + "/";
    RoutedStorage storage;

    /** A storage that works. */
    abstract StorageDescription description() throws Exception;

    @BeforeAll
    void open() throws Exception {
        storage = routes.open("main", description());
    }

    @AfterAll
    void close() throws Exception {
        storage.delete(storage.list(prefix).stream().map(StoredObject::key).toList());
        routes.close();
        stop();
    }

    /** Ends what a subclass has started. */
    void stop() {}

    String key(String name) {
        return prefix + name;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c-2024-06-14-08:00:00-full.incr/c-2024-06-15-10:30:00-incr/part.00000000000000000000",
                "with space/a b",
                "at@home",
                "hash#sharp",
                "plus+plus",
                "per%cent %41 %2F",
                "ask?me=1&you=2",
                "quote'\"<>;=,$!*()[]~",
                "ümläut/日本語/🐪",
                "mysql/t@0024.ibd.zst.00000000000000000000",
                "123",
                "true",
                "null",
            })
    void keysAreKept(String name) {
        byte[] body = name.getBytes(StandardCharsets.UTF_8);
        // Of others, whom a list by a prefix that is misread would name.
        storage.put(key("beside"), new byte[0], false);
        storage.put(key("names/" + name), body, true);

        assertThat(storage.get(key("names/" + name))).isEqualTo(body);
        assertThat(storage.size(key("names/" + name))).isEqualTo(body.length);
        assertThat(storage.list(key("names/" + name)))
                .containsExactly(new StoredObject(key("names/" + name), body.length));

        storage.delete(List.of(key("names/" + name)));
        assertThat(storage.list(key("names/" + name))).isEmpty();
    }

    /** No name in it is longer than a file's may be. */
    @Test
    void aLongKeyIsKept() {
        String folders = key(("n".repeat(200) + "/").repeat(4));
        String key = folders + "n".repeat(900 - folders.length());
        storage.put(key, new byte[] {1}, true);

        assertThat(storage.get(key)).containsExactly(1);
        assertThat(storage.list(folders)).containsExactly(new StoredObject(key, 1));
        storage.delete(List.of(key));
        assertThat(storage.list(folders)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/etc/x", "a//b", "../x", "a/../../x", "a/./b", "a/..", "a\u0000b", "${sys:user.home}"})
    void hostileKeysAreRefused(String key) {
        assertReason(Reason.SourceInvalid, "object name", () -> storage.put(key, new byte[1], false));
        assertReason(Reason.SourceInvalid, "object name", () -> storage.get(key));
        assertReason(Reason.SourceInvalid, "object name", () -> storage.size(key));
        assertReason(Reason.SourceInvalid, "object name", () -> storage.delete(List.of(key)));
    }

    static void assertReason(Reason reason, String named, ThrowingCallable call) {
        assertThatExceptionOfType(BackupException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.reason()).describedAs(e.describe()).isEqualTo(reason);
            assertThat(e).hasMessageContaining(named);
        });
    }
}
