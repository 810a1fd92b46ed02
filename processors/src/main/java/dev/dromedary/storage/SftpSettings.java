package dev.dromedary.storage;

import dev.dromedary.status.BackupException;

/**
 * What the template {@code storage-sftp} says of a folder on a server. A bean with setters, so that the template names
 * each setting instead of counting them; an empty text is left to its default.
 */
public final class SftpSettings extends ClientSettings {
    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String PRIVATE_KEY = "privateKey";
    static final String KNOWN_HOSTS = "knownHosts";

    private String host = "";
    private int port;
    private String directory = "";
    private String knownHosts = "";
    private int connections;

    public void setHost(String host) {
        this.host = host;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setKnownHosts(String knownHosts) {
        this.knownHosts = knownHosts;
    }

    public void setConnections(int connections) {
        this.connections = connections;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Override
    String address() {
        return host + ":" + port;
    }

    /** The folder as the server is asked for it: without slashes at its end, and never empty. */
    String directory() {
        String trimmed = directory.replaceFirst("/+$", "");
        if (!trimmed.isEmpty()) {
            return trimmed;
        }
        return directory.isEmpty() ? "." : "/";
    }

    /** The folder as errors name it. */
    String folder() {
        return directory() + " at " + address();
    }

    int connections() {
        return connections;
    }

    /** The public keys of the server in the form of the file of this name: those of the option, then of the Secret. */
    String knownHosts() {
        return knownHosts.isEmpty() ? credential(KNOWN_HOSTS).orElse("") : knownHosts;
    }

    BackupException secretNotFound() {
        return secretNotFound(USERNAME + ", " + KNOWN_HOSTS + " and one of " + PASSWORD + " and " + PRIVATE_KEY);
    }
}
