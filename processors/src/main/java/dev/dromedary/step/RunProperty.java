package dev.dromedary.step;

import dev.dromedary.chain.Chain;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Locale;
import org.apache.camel.Exchange;

/** What a run carries from stage to stage beside the body. */
public enum RunProperty {
    /** {@link RunSpecification}: what the run was told. */
    RUN,
    /** {@link dev.dromedary.storage.Secrets}: of the run's namespace. */
    SECRETS,
    /** {@link dev.dromedary.storage.Storage}: where its backup lies. */
    STORAGE,
    /** {@link Copies}: where else it lies, or is to lie. */
    COPIES,
    /** {@link Sources}: the storages that a restore reads. */
    SOURCES,
    /** {@code String}: the name of the storage's route, behind {@code direct:storage-}. */
    STORAGE_ROUTE,
    /** {@link dev.dromedary.storage.Destination}: of its backup. */
    DESTINATION,
    /** {@link Source}: the server and the tool of a backup. */
    SOURCE,
    /** {@link Chain}: what an increment extends, or what a restore brings back. */
    CHAIN,
    /** {@code Boolean}: the destination is ours, so what lies there may be removed. */
    CLAIMED,
    /** {@link TakenStream}: parts and verdict of the stream. */
    STREAM,
    /** {@link dev.dromedary.run.RunAs}: whom the run has to run as instead. */
    DATA_OWNER,
    /** {@code java.time.Instant}: when the run began. */
    STARTED,
    /** {@link ToolSearch.Found}: the tool that restores. */
    ENGINE,
    /** {@link Restoration}: where a restore works. */
    RESTORATION,
    /** {@code Boolean}: an earlier attempt has staged all and begun the swap. */
    STAGED,
    /** {@link dev.dromedary.chain.Member}: the member of the chain that is being prepared. */
    MEMBER,
    /** {@code java.nio.file.Path}: where that member was unpacked. */
    UNPACKED,
    /** {@link Findings}: what an inspection has found so far. */
    FINDINGS;

    /** The property's name, as route files write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    void set(Exchange exchange, Object value) {
        exchange.setProperty(key(), value);
    }

    /** The property, which an earlier stage has set. */
    <T> T get(Exchange exchange, Class<T> type) {
        T value = exchange.getProperty(key(), type);
        if (value == null) {
            throw new BackupException(Reason.Internal, "the run has no " + key() + " yet", "report this as a bug");
        }
        return value;
    }

    /** Gives an exchange of a part of the run what the run carries. */
    static void copy(Exchange from, Exchange to) {
        for (RunProperty property : values()) {
            to.setProperty(property.key(), from.getProperty(property.key()));
        }
    }

    static RunSpecification run(Exchange exchange) {
        return RUN.get(exchange, RunSpecification.class);
    }
}
