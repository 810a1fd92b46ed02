package dev.dromedary.component;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Why a resource could not be reconciled.
 *
 * @param words null where only the stack says what it was
 * @param stale whether it was merely changed by somebody else meanwhile, which is no trouble
 */
record Trouble(Throwable cause, String words, boolean stale) {
    static Trouble of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException answer) {
                boolean stale = answer.getCode() == HttpURLConnection.HTTP_CONFLICT
                        || answer.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
                return new Trouble(thrown, answer.getMessage(), stale);
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BackupException told) {
                return new Trouble(thrown, told.describe(), false);
            }
        }
        return new Trouble(thrown, null, false);
    }

    void log(Logger log, ResourceKey key, Duration pause) {
        String which = key.kind() + " " + key.namespace() + "/" + key.name();
        if (stale) {
            log.debug("{} changed meanwhile, it is looked at again: {}", which, words);
        } else if (words != null) {
            log.warn("{} could not be reconciled, it is tried again in {} ms: {}", which, pause.toMillis(), words);
        } else {
            log.error("{} could not be reconciled, it is tried again in {} ms", which, pause.toMillis(), cause);
        }
    }
}
