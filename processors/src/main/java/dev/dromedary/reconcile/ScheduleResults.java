package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.ScheduleStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What became of the backups of a schedule. It stays known when they are gone. */
final class ScheduleResults {
    private ScheduleResults() {}

    static void record(ScheduleView view, ScheduleEntry entry, ScheduleStatus status) {
        Optional.ofNullable(status.lastBackup)
                .flatMap(view::backup)
                .map(backup -> backup.getStatus().stateOrNew())
                .filter(BackupState::terminal)
                .ifPresent(state -> status.lastResult = state.wire());
        view.own()
                .filter(entry::owns)
                .filter(backup -> backup.getStatus().stateOrNew() == BackupState.SUCCEEDED)
                .map(backup -> backup.getStatus().completed)
                .filter(Objects::nonNull)
                .max(String::compareTo)
                .filter(time -> later(time, status.lastSuccessfulTime))
                .ifPresent(time -> status.lastSuccessfulTime = time);
    }

    private static boolean later(String time, String than) {
        return than == null || Instant.parse(time).isAfter(Instant.parse(than));
    }
}
