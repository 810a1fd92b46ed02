package dev.dromedary.app.command;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Makes a resource, says its name, and follows it to its end if that is wanted. */
final class Making {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Option(names = "--name", paramLabel = "NAME", description = "Its name; left out, one with the time")
    private String name;

    @Option(names = "--wait", description = "Wait until it has ended, and end with 1 if it did not succeed")
    private boolean wait;

    /** The name that was given, or one that nobody has yet. */
    String name(String cluster, String what, Instant now) {
        return name == null ? cluster + "-" + what + "-" + TIME.format(now) : name;
    }

    /** @throws BackupException {@code ResourceInvalid} if there is one of its name */
    int make(Place place, HasMetadata resource, Shown shown, Patience patience) throws InterruptedException {
        String called = resource.getMetadata().getName();
        if (!place.create(resource)) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "there is a " + resource.getKind() + " " + called + " already in " + place.title(),
                    "give another --name");
        }
        if (!wait) {
            shown.print(called + "\n", made(place, resource));
            return Exit.GOOD;
        }
        if (shown.form().text()) {
            shown.print(called + "\n", resource);
        }
        if (!place.served()) {
            shown.note("nobody works on " + place.title() + " now: it is waited for 'dromedary run standalone'");
        }
        HasMetadata ended = new Followed(place, shown, patience).toItsEnd(made(place, resource));
        if (!shown.form().text()) {
            shown.print("", ended);
        }
        return Followed.succeeded(ended) ? Exit.GOOD : Exit.BAD;
    }

    private static HasMetadata made(Place place, HasMetadata resource) {
        var metadata = resource.getMetadata();
        ResourceKind kind = ResourceKind.named(resource.getKind()).orElseThrow();
        return place.get(kind, metadata.getNamespace(), metadata.getName()).orElse(resource);
    }
}
