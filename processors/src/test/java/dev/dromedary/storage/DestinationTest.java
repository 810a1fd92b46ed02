package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    private static final String INCREMENT = "c-2024-06-14-08:00:00-full.incr/c-2024-06-15-10:30:00-incr";

    @ParameterizedTest
    @CsvSource(textBlock = """
            s3,    bucket,    b,             '',      s3://b/NAME,                    NAME
            s3,    bucket,    b,             p/q,     s3://b/p/q/NAME,                p/q/NAME
            s3,    bucket,    b/some/prefix, /p//,    s3://b/some/prefix/p/NAME,      some/prefix/p/NAME
            s3,    bucket,    b/,            p/,      s3://b/p/NAME,                  p/NAME
            gcs,   bucket,    b/x,           '',      gs://b/x/NAME,                  x/NAME
            azure, container, c,             p,       c/p/NAME,                       p/NAME
            azure, container, c/x/,          '',      c/x/NAME,                       x/NAME
            file,  directory, /srv/backups/, '',      file:///srv/backups/NAME,       NAME
            file,  directory, /srv/backups,  p,       file:///srv/backups/p/NAME,     p/NAME
            """)
    void isSpeltAsInTheResources(String type, String option, String value, String prefix, String text, String key) {
        var storage = storage(type, Map.of(option, value));
        var destination = Destination.of(storage, prefix, INCREMENT);

        assertThat(destination).hasToString(text.replace("NAME", INCREMENT));
        assertThat(destination.key()).isEqualTo(key.replace("NAME", INCREMENT));
        assertThat(Destination.parse(destination.toString(), storage)).isEqualTo(destination);
    }

    @Test
    void sftpNamesHostAndDirectory() {
        var storage = storage("sftp", Map.of("host", "backup.example", "directory", "/srv/b/"));

        assertThat(Destination.of(storage, "p", "n")).hasToString("sftp://backup.example/srv/b/p/n");
        assertThat(Destination.of(storage("sftp", Map.of("host", "h")), "", "n"))
                .hasToString("sftp://h/n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "../n", "a/../../n", "a//b", "a/./b", "n/", "/n", "a\nb"})
    void hostileNamesAreRefused(String name) {
        var storage = storage("s3", Map.of("bucket", "b"));

        refuses(() -> Destination.of(storage, "p", name));
        refuses(() -> Destination.parse("s3://b/" + name, storage));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../b", "a//b", "./a"})
    void hostilePrefixesAreRefused(String prefix) {
        refuses(() -> Destination.of(storage("s3", Map.of("bucket", "b")), prefix, "n"));
        refuses(() -> Destination.of(storage("s3", Map.of("bucket", "b/" + prefix)), "", "n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://other/n", "s3://b2/n", "gs://b/n", "b/n", "s3://b", "s3:/b/n", ""})
    void aTextOfAnotherStorageIsRefused(String text) {
        refuses(() -> Destination.parse(text, storage("s3", Map.of("bucket", "b"))));
    }

    @Test
    void withoutABucketThereIsNoDestination() {
        refuses(() -> Destination.of(storage("s3", Map.of()), "", "n"));
        refuses(() -> Destination.of(storage("s3", Map.of("bucket", "/b")), "", "n"));
    }

    private static void refuses(ThrowingCallable call) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(call)
                .extracting(BackupException::reason)
                .isEqualTo(Reason.SourceInvalid);
    }

    private static StorageDescription storage(String type, Map<String, String> options) {
        return new StorageDescription(type, options, null, true);
    }
}
