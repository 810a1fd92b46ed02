package dev.dromedary.app;

import dev.dromedary.storage.Folder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server with backups as the reference takes them, and beside them what nobody should restore. */
final class ReferenceShop implements AutoCloseable {
    static final String BASE = "shop-2024-06-14-08:00:00-full";
    static final String FIRST = BASE + ".incr/shop-2024-06-15-08:00:00-incr";
    static final String IDLE = BASE + ".incr/shop-2024-06-15-09:00:00-incr";
    static final String LAST = BASE + ".incr/shop-2024-06-16-08:00:00-incr";
    /** Later by its name than the one that was taken after it. */
    static final String SKEWED = BASE + ".incr/shop-2024-06-17-08:00:00-incr";

    final Place place;
    final Xbcloud xbcloud;
    private final Path folder;
    private final Map<String, List<String>> points = new LinkedHashMap<>();
    private final PlainTool tool;

    ReferenceShop(Path folder) throws Exception {
        this.folder = folder;
        place = Place.create(folder);
        tool = new PlainTool(folder.resolve("taken"));
        place.product().set("dromedary.part.size", "1000000");
        xbcloud = new Xbcloud(new Folder(place.storage().toString()));
        place.server().sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140)) ENGINE=InnoDB;
                CREATE TABLE shop.`price list` (id INT PRIMARY KEY AUTO_INCREMENT, cents INT) ENGINE=Aria;
                """);
        change();
        take(BASE, null);
        change();
        take(FIRST, BASE);
        // Nothing happens but to a table that has no LSNs.
        place.server().sql("INSERT INTO shop.`price list` (cents) SELECT seq FROM seq_1_to_10");
        take(IDLE, FIRST);
        change();
        take(SKEWED, IDLE);
        change();
        take(LAST, SKEWED);
        change();
        leaveWhatIsNoPartOfIt();
    }

    /** The checksums of the tables when a backup was taken. */
    List<String> point(String backup) {
        return points.get(backup);
    }

    /** What the tool wrote. */
    Path stream(String backup) {
        return tool.stream(backup);
    }

    private void change() throws Exception {
        place.server().sql("""
                INSERT INTO shop.orders (item) SELECT sha2(rand(), 512) FROM seq_1_to_20000;
                INSERT INTO shop.`price list` (cents) SELECT seq FROM seq_1_to_100;
                SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0.001;
                SET GLOBAL innodb_max_dirty_pages_pct = 0;
                """);
        Await.until("a checkpoint of it", () -> place.server()
                .sql("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'")
                .strip()
                .endsWith("\t0"));
    }

    private void take(String name, String parent) throws Exception {
        points.put(name, place.server().checksums());
        xbcloud.put(stream(name, parent == null ? null : tool.end(parent)), name);
    }

    /** @param from lsn where an increment starts, or null */
    private Path stream(String name, String from) throws Exception {
        tool.take(
                name,
                from,
                List.of(
                        Command.path("mariadb-backup"),
                        "--no-defaults",
                        "--stream=mbstream",
                        "--user=root",
                        "--socket=" + place.server().socket()));
        return tool.stream(name);
    }

    /** Of other clusters with names like these, of runs that failed early and late, and of nobody's. */
    private void leaveWhatIsNoPartOfIt() throws Exception {
        Path cut = folder.resolve("cut");
        byte[] whole = Files.readAllBytes(stream(LAST));
        Files.write(cut, Arrays.copyOf(whole, trailer(whole)));
        xbcloud.put(cut, BASE + ".incr/shop-2024-06-15-07:00:00-incr");
        // The job failed after its upload, and was taken again: this one goes on from the same parent.
        Path twin = stream("twin", tool.end(SKEWED));
        xbcloud.put(twin, BASE + ".incr/shop-2024-06-15-23:00:00-incr");
        Path orphan = stream("orphan", Long.toString(Long.parseLong(tool.end(FIRST)) + 8));
        xbcloud.put(orphan, BASE + ".incr/shop-2024-06-15-22:00:00-incr");
        for (String other : List.of("shop-2024-06-14-08:00:00-full2", "shop-2024-06-14-08:00:00-full-full")) {
            xbcloud.put(stream(BASE), other);
            xbcloud.put(stream(LAST), other + ".incr/shop-2024-06-15-08:00:00-incr");
        }
        xbcloud.storage().put(BASE + "/read me", new byte[] {1}, false);
        xbcloud.storage().put(BASE + ".incr/shop-2024-06-15-06:00:00-incr/x", new byte[] {1}, false);
    }

    /** Where the files begin that say that a backup is whole. */
    private static int trailer(byte[] stream) {
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf("XBSTCK01\0P\26\0\0\0xtrabackup_checkpoints");
    }

    @Override
    public void close() throws Exception {
        place.close();
    }
}
