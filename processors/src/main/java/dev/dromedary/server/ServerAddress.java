package dev.dromedary.server;

/**
 * Where a server is reached.
 *
 * @param socket path of its Unix socket, or null
 * @param host used where there is no socket
 */
public record ServerAddress(String socket, String host, int port) {
    /** As messages name it. */
    @Override
    public String toString() {
        return socket != null ? socket : host + ":" + port;
    }
}
