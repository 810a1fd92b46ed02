package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What the templates of all types say of the way to a server. A bean with setters, so that a template names each setting
 * instead of counting them; all are texts, an empty one is left to its default.
 */
public abstract class ClientSettings {
    /** The pauses between attempts: the clients' own are over in less than a second, and a run of hours may depend on it. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private Secrets secrets;
    private String credentialsSecret = "";
    private long connectTimeout;
    private long requestTimeout;
    private int attempts;

    public void setSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    public void setCredentialsSecret(String credentialsSecret) {
        this.credentialsSecret = credentialsSecret;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    /** The server as errors name it. */
    abstract String address();

    Duration connectTimeout() {
        return Duration.ofMillis(connectTimeout);
    }

    Duration requestTimeout() {
        return Duration.ofMillis(requestTimeout);
    }

    int attempts() {
        return attempts;
    }

    Secrets secrets() {
        return secrets;
    }

    /** The name of the Secret, or empty for the client's own search. */
    String credentialsSecret() {
        return credentialsSecret;
    }

    Optional<String> credential(String key) {
        return credentialsSecret.isEmpty()
                ? Optional.empty()
                : secrets.read(credentialsSecret, key)
                        .map(value -> new String(value, StandardCharsets.UTF_8).strip())
                        .filter(value -> !value.isEmpty());
    }

    /** As {@link #credential}; the keys that a Secret of this type has are named where one is missing. */
    String credential(String key, String needed) {
        return credential(key).orElseThrow(() -> secretNotFound(needed));
    }

    BackupException secretNotFound(String needed) {
        return new BackupException(
                Reason.SecretNotFound,
                "secrets " + credentialsSecret + " not found",
                "a Secret of this name with the keys " + needed + " is needed");
    }
}
