package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a user is told of a backup that has come to its end: its status and its Events. */
final class Told {
    private static final int SECONDS = 60;

    final PerconaServerMySQLBackup backup;
    final BackupStatus status;
    private final Place place;

    private Told(Place place, PerconaServerMySQLBackup backup) {
        this.place = place;
        this.backup = backup;
        this.status = backup.getStatus();
    }

    /** Waits for the end. */
    static Told endOf(Place place, String backup) {
        return new Told(place, place.await(backup));
    }

    Told requireSuccess() {
        assertThat(status.state).as(status.stateDescription).isEqualTo(BackupState.SUCCEEDED);
        assertThat(status.stateDescription).isNull();
        assertThat(condition("Ready").getStatus()).isEqualTo("True");
        return this;
    }

    /** An increment that goes on from its parent, on the same server. */
    void requireChildOf(Told parent, int position) {
        assertThat(status.type).isEqualTo("incremental");
        assertThat(status.destination)
                .startsWith(BackupNames.baseOf(parent.status.destination) + ".incr/shop-")
                .endsWith("-incr");
        assertThat(status.chain.base).isEqualTo(parent.status.chain.base);
        assertThat(status.chain.position).isEqualTo(position);
        assertThat(status.fromLsn).isEqualTo(parent.status.toLsn);
        assertThat(status.backupSource).isEqualTo(parent.status.backupSource);
        assertThat(backup.getMetadata().getAnnotations())
                .containsEntry(Names.BASE_BACKUP_ANNOTATION, parent.status.chain.base);
        assertThat(condition("ChainIntact").getStatus()).isEqualTo("True");
    }

    /** It never started, and state, condition and Event say the same about it. */
    void requireError(Reason reason, String description) {
        assertThat(status.state).isEqualTo(BackupState.ERROR);
        assertThat(status.stateDescription).isEqualTo(description);
        assertThat(status.completed).isNull();
        Condition ready = condition("Ready");
        assertThat(ready.getStatus()).isEqualTo("False");
        assertThat(ready.getReason()).isEqualTo(reason.name());
        // What to do about it comes after the description.
        assertThat(ready.getMessage().split("; ", 2)[0]).isEqualTo(description);
        requireWarning(reason, ready.getMessage());
    }

    /** An Event comes after the status that it is about. */
    void requireWarning(Reason reason, String message) {
        try {
            events().informOnCondition(all -> all.stream()
                            .anyMatch(event -> event.getType().equals("Warning")
                                    && event.getReason().equals(reason.name())
                                    && event.getMessage().equals(message)))
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no warning '" + reason + ": " + message + "', but " + events(), e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Empty if there is none of this type. */
    Optional<Condition> find(String type) {
        return status.conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    Condition condition(String type) {
        return find(type).orElseThrow(() -> new AssertionError("no condition " + type + " in " + status.conditions));
    }

    private FilterWatchListDeletable<Event, EventList, Resource<Event>> events() {
        return place.node
                .client
                .v1()
                .events()
                .inNamespace(place.namespace)
                .withField("involvedObject.uid", backup.getMetadata().getUid());
    }
}
