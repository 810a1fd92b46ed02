package dev.dromedary.app.command;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** A resource that is looked at until it is as it should be; how it is doing goes to standard error. */
record Followed(Place place, Shown shown, Patience patience) {
    private static final double MB = 1e6;

    /** A backup or restore, to its end. */
    HasMetadata toItsEnd(HasMetadata resource) throws InterruptedException {
        return until(resource, Followed::ended, Followed::line);
    }

    /** @throws BackupException {@code BackupNotFound} if it goes meanwhile */
    HasMetadata until(HasMetadata first, Predicate<HasMetadata> reached, Function<HasMetadata, String> line)
            throws InterruptedException {
        boolean terminal = Terminal.here().err();
        String before = "";
        HasMetadata now = first;
        while (true) {
            String said = line.apply(now);
            if (!said.equals(before)) {
                shown.err().print(terminal ? "\r\u001b[K" + said : said + System.lineSeparator());
                shown.err().flush();
                before = said;
            }
            if (reached.test(now)) {
                shown.err().print(terminal ? System.lineSeparator() : "");
                shown.err().flush();
                return now;
            }
            patience.pause();
            now = again(first);
        }
    }

    private HasMetadata again(HasMetadata resource) {
        var metadata = resource.getMetadata();
        return place.get(kind(resource), metadata.getNamespace(), metadata.getName())
                .orElseThrow(() -> new BackupException(
                        Reason.BackupNotFound, metadata.getName() + " was deleted while it was waited for", ""));
    }

    private static ResourceKind kind(HasMetadata resource) {
        return ResourceKind.named(resource.getKind()).orElseThrow();
    }

    static boolean ended(HasMetadata resource) {
        return switch (resource) {
            case PerconaServerMySQLBackup backup ->
                backup.getStatus().stateOrNew().terminal();
            case PerconaServerMySQLRestore restore -> {
                RestoreState state = restore.getStatus().stateOrNew();
                yield state.terminal() || state == RestoreState.ERROR;
            }
            default -> true;
        };
    }

    static boolean succeeded(HasMetadata resource) {
        return switch (resource) {
            case PerconaServerMySQLBackup backup -> backup.getStatus().stateOrNew() == BackupState.SUCCEEDED;
            case PerconaServerMySQLRestore restore -> restore.getStatus().stateOrNew() == RestoreState.SUCCEEDED;
            default -> true;
        };
    }

    private static String line(HasMetadata resource) {
        return switch (resource) {
            case PerconaServerMySQLBackup backup -> line(backup);
            case PerconaServerMySQLRestore restore -> line(restore);
            default -> resource.getMetadata().getName();
        };
    }

    private static String line(PerconaServerMySQLBackup backup) {
        BackupStatus status = backup.getStatus();
        String line = head(backup, status.stateOrNew().wire(), status.stateDescription, status.phase);
        if (status.progress != null && status.progress.bytes != null) {
            line += String.format(Locale.ROOT, ", %.1f MB", status.progress.bytes / MB);
            line += status.progress.percent == null ? "" : ", " + status.progress.percent + " %";
        }
        return line;
    }

    private static String line(PerconaServerMySQLRestore restore) {
        var status = restore.getStatus();
        // The stages are conditions, in the order in which they are reached.
        List<Condition> stages = status.conditions.stream()
                .filter(each -> !each.getType().equals("Ready"))
                .toList();
        String stage = stages.isEmpty() ? null : stages.getLast().getType();
        return head(restore, status.stateOrNew().wire(), status.stateDescription, stage);
    }

    private static String head(HasMetadata resource, String state, String description, String phase) {
        String line = resource.getMetadata().getName() + ": " + (state.isEmpty() ? "waits to be begun" : state);
        line += description == null || description.isEmpty() ? "" : ", " + description;
        return line + (Objects.requireNonNullElse(phase, "").isEmpty() ? "" : ", " + phase);
    }
}
