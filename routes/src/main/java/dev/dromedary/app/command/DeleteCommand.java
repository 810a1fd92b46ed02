package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.DeletionForecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a backup, after it has said what goes with it. */
@Command(
        name = "delete",
        description = "Delete a backup; a base goes with its whole chain.",
        footer = Exit.FOOTER,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class DeleteCommand implements Callable<Integer> {
    private final Patience patience;

    @Parameters(paramLabel = "BACKUP", description = "Its name, or its destination")
    private String name;

    @Option(names = "--wait", description = "Wait until it is gone")
    private boolean wait;

    @Mixin
    private Consent consent;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    public DeleteCommand() {
        this(Patience.second());
    }

    DeleteCommand(Patience patience) {
        this.patience = patience;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Place place = where.openForChange()) {
            PerconaServerMySQLBackup backup = Lookup.backup(place, name);
            DeletionForecast forecast = DeletionForecast.of(backup, place.backups(), place.restores());
            if (!consent.to(forecast.text())) {
                shown.note("nothing was done");
                return Exit.BAD;
            }
            List<PerconaServerMySQLBackup> going = new ArrayList<>(forecast.increments());
            going.add(backup);
            List<String> left = going.stream()
                    .map(place::delete)
                    .filter(what -> !what.isEmpty())
                    .toList();
            left.forEach(shown::note);
            print(going);
            if (wait && left.isEmpty()) {
                gone(place, backup);
            }
            return left.isEmpty() ? Exit.GOOD : Exit.BAD;
        }
    }

    private void print(List<PerconaServerMySQLBackup> going) {
        List<String> names =
                going.stream().map(each -> each.getMetadata().getName()).toList();
        shown.print(
                String.join("", names.stream().map(each -> each + " deleted\n").toList()), Map.of("deleted", names));
    }

    /** Or another one of its name is there. */
    private void gone(Place place, PerconaServerMySQLBackup backup) throws InterruptedException {
        var metadata = backup.getMetadata();
        // Who waits here does not work it off.
        place.release();
        if (!place.served()) {
            shown.note("nobody works on " + place.title() + " now: it is waited for 'dromedary run standalone'");
        }
        while (place.get(ResourceKind.BACKUPS, metadata.getNamespace(), metadata.getName())
                .filter(still -> Objects.equals(still.getMetadata().getUid(), metadata.getUid()))
                .isPresent()) {
            patience.pause();
        }
    }
}
