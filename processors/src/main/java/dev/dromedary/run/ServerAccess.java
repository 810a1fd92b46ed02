package dev.dromedary.run;

import java.util.List;

/**
 * How a run reaches its server.
 *
 * @param socket path of the Unix socket, or null
 * @param host used where there is no socket, or null
 * @param secret name of the secret that holds the account's password under the user's name
 * @param dataDirectory as the run sees it
 * @param volume names the volume of the data directory, in Kubernetes the uid of the claim; empty on a plain host
 * @param pod the server's; null on a plain host
 * @param claim the name of the claim with its data; null on a plain host
 * @param engine {@code mariadb} or {@code xtrabackup}, or null to ask the tools
 * @param toolPath the tool's program or the folder it lies in, or null for the PATH
 * @param toolArguments of the user, added to those of the profile
 */
public record ServerAccess(
        String socket,
        String host,
        int port,
        String user,
        String secret,
        String dataDirectory,
        String volume,
        String pod,
        String claim,
        String engine,
        String toolPath,
        List<String> toolArguments) {
    public ServerAccess {
        toolArguments = List.copyOf(toolArguments);
    }
}
