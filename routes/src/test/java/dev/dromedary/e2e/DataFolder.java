package dev.dromedary.e2e;

import dev.dromedary.api.DataOwner;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The data directory of a place's server, whose claim is a folder of this machine. */
final class DataFolder {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int MINUTES = 4;

    private final Place place;

    DataFolder(Place place) {
        this.place = place;
    }

    Path path() {
        String volume = place.get(PersistentVolumeClaim.class, "datadir-shop-mysql-0")
                .getSpec()
                .getVolumeName();
        return Path.of(place.node
                .client
                .persistentVolumes()
                .withName(volume)
                .require()
                .getSpec()
                .getHostPath()
                .getPath());
    }

    DataOwner owner() {
        Path file = path().resolve("ibdata1");
        DataOwner owner = new DataOwner();
        try {
            owner.user = (long) (Integer) Files.getAttribute(file, "unix:uid");
            owner.group = (long) (Integer) Files.getAttribute(file, "unix:gid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return owner;
    }

    /** Waits until a restore has something of the base beside the old data. */
    void awaitBase(String restore) {
        // Looked up once: of thousands of requests one meets a connection that is just being closed.
        Path beside = path().resolve(".dromedary");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (!staged(beside, restore)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(restore + " staged nothing in " + MINUTES + " minutes");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static boolean staged(Path beside, String restore) {
        try (Stream<Path> all = Files.walk(beside)) {
            return all.anyMatch(path -> path.toString().contains("/" + restore + "-") && path.endsWith("base/ibdata1"));
        } catch (IOException | UncheckedIOException e) {
            // Nothing is there yet, or it went while it was looked at.
            return false;
        }
    }
}
