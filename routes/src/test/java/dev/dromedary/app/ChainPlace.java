package dev.dromedary.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that has changed since the last backup of its chain ({@code full}, {@code first}, {@code second}), and the
 * product at work.
 *
 * @param points the checksums of all tables when each backup was taken
 */
record ChainPlace(Place place, Process working, Map<String, List<String>> points) implements AutoCloseable {
    static ChainPlace create(Path folder) throws Exception {
        Place place = Place.create(folder);
        place.product().set("dromedary.part.size", "262144");
        place.product().set("dromedary.watch.interval", "100");
        place.server().sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140)) ENGINE=InnoDB;
                CREATE TABLE shop.price (id INT PRIMARY KEY AUTO_INCREMENT, cents INT) ENGINE=Aria;
                """);
        ChainPlace made = new ChainPlace(place, place.product().start(), new LinkedHashMap<>());
        made.take("full", "full");
        made.take("first", "incremental");
        made.take("second", "incremental");
        made.change();
        return made;
    }

    private void take(String name, String type) throws Exception {
        change();
        points.put(name, place.server().checksums());
        place.resources().backup(name, "type: " + type);
        Told.endOfBackup(place.resources(), name).requireSuccess();
    }

    /** Enough for several parts of an increment. */
    void change() throws IOException, InterruptedException {
        place.server().sql("""
                INSERT INTO shop.orders (item) SELECT sha2(rand(), 512) FROM seq_1_to_10000;
                INSERT INTO shop.price (cents) SELECT seq FROM seq_1_to_100;
                """);
    }

    /** Nothing is left of what came to nothing. */
    void requireClean() throws IOException {
        new KillPlace(place).requireClean();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        place.product().stop(working);
        place.close();
    }
}
