package dev.dromedary.server;

import dev.dromedary.chain.Lsn;
import java.util.Optional;

/**
 * What the server says of itself.
 *
 * @param uuid {@code @@server_uuid}; empty where it has none (MariaDB)
 * @param current the end of its redo log now, where it tells
 * @param replica whether it follows another server
 */
public record ServerIdentity(
        String uuid, String version, String host, String dataDirectory, Optional<Lsn> current, boolean replica) {}
