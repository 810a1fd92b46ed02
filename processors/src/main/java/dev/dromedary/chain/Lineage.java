package dev.dromedary.chain;

/**
 * Where an LSN means something: one server, one incarnation of its data directory, one engine series. A restore, a clone,
 * a re-seeded replica or a failover starts a new lineage even when LSNs happen to fit ({@code docs/decisions}).
 *
 * @param serverUuid {@code @@server_uuid}, empty where the server has none (MariaDB)
 * @param incarnation fingerprint of the data directory
 * @param series the engine's series, such as {@code mariadb 10.11}
 */
public record Lineage(String serverUuid, String incarnation, String series) {
    /** What differs from the other lineage, in words; empty where nothing does. */
    public String difference(Lineage parent) {
        if (!series.equals(parent.series)) {
            return "the engine is " + series + ", the parent's was " + parent.series;
        }
        if (!serverUuid.equals(parent.serverUuid)) {
            return "the server's uuid is " + serverUuid + ", the parent's was " + parent.serverUuid;
        }
        if (!incarnation.equals(parent.incarnation)) {
            return "the data directory is not the one the parent was taken from (restored, cloned or replaced since)";
        }
        return "";
    }
}
