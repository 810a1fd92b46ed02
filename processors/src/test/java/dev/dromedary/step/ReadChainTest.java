package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Folder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadChainTest {
    private static final String BASE = "shop-2026-01-01-00:00:00-full";
    private static final String FIRST = BASE + ".incr/shop-2026-01-02-00:00:00-incr";
    private static final String SECOND = BASE + ".incr/shop-2026-01-03-00:00:00-incr";

    @TempDir
    private Path directory;

    private Folder storage;
    private Member base;
    private Member first;
    private Member second;

    @BeforeEach
    void storeAChain() {
        storage = new Folder(directory.toString());
        base = store(BASE, Manifests.base(BASE, 1000).manifest());
        first = store(FIRST, Manifests.increment(FIRST, base, 1000, 2000, 2100).manifest());
        second = store(
                SECOND, Manifests.increment(SECOND, first, 2000, 3000, 3100).manifest());
    }

    private Member store(String key, Manifest manifest) {
        String object = new BackupKeys(key).manifest();
        storage.put(object, ManifestFile.encode(manifest), true);
        return ManifestFile.decode(object, storage.get(object));
    }

    private void damage(String key) {
        storage.put(new BackupKeys(key).manifest(), "{".getBytes(StandardCharsets.UTF_8), false);
    }

    private List<Member> restoring(String bucket, String key) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(
                exchange,
                new RunSpecification(RunKind.PLAN, null, null, null, BackupType.INCREMENTAL, null, null, null, false));
        RunProperty.STORAGE.set(exchange, storage);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", bucket, key));
        new ReadChain().process(exchange);
        return RunProperty.CHAIN.get(exchange, Chain.class).members();
    }

    @Test
    void aChainIsReadToWhereItIsAskedTo() {
        assertThat(restoring("bucket", SECOND)).containsExactly(base, first, second);
        assertThat(restoring("bucket", FIRST)).containsExactly(base, first);
        assertThat(restoring("bucket", BASE)).containsExactly(base);
    }

    @Test
    void itMayLieInACopyOfItsBucket() {
        assertThat(restoring("copy-of-bucket", SECOND)).containsExactly(base, first, second);
    }

    @Test
    void aDamagedIncrementDoesNotMatterToThoseBeforeIt() {
        damage(SECOND);

        assertThat(restoring("bucket", FIRST)).containsExactly(base, first);
    }

    @Test
    void aDamagedAncestorDoesMatter() {
        damage(FIRST);

        assertThatThrownBy(() -> restoring("bucket", SECOND))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ManifestDamaged))
                .hasMessageContaining(FIRST);
    }
}
