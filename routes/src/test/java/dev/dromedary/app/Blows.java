package dev.dromedary.app;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.status.Reason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What may have been done to the chain of a {@link ChainPlace} when its last backup is to be restored: a name for the
 * restore, the damage, the reason that is told, and a part of the text.
 */
final class Blows {
    private Blows() {}

    /** Before the server is stopped. */
    static Stream<Arguments> seenByThePlan() {
        return Stream.of(
                blow("a part is lost", on -> on.lose(on.part("full", 1)), Reason.ObjectMissing, " is missing"),
                blow("a part is cut", on -> on.cut(on.part("first", 0)), Reason.ObjectDamaged, "the manifest says"),
                blow(
                        "the base's manifest is damaged",
                        on -> on.flip(on.manifest("full")),
                        Reason.ManifestDamaged,
                        "-full"),
                blow("its own manifest is cut", on -> on.cut(on.manifest("second")), Reason.ManifestDamaged, "-incr"),
                blow(
                        "an ancestor's manifest is lost",
                        on -> on.lose(on.manifest("first")),
                        Reason.ChainBroken,
                        "is missing"),
                blow(
                        "its own manifest is lost",
                        on -> on.lose(on.manifest("second")),
                        Reason.BackupNotFound,
                        "backup not found in storage"));
    }

    /** The lengths are right. */
    static Stream<Arguments> seenByTheHashes() {
        return Stream.of(
                blow(
                        "two parts changed places",
                        on -> on.swap(on.part("full", 1), on.part("full", 2)),
                        Reason.ObjectDamaged,
                        "-full/part.00000000000000000001 is not what was stored: its hash differs"),
                blow(
                        "a bit of the last increment",
                        on -> on.flip(on.part("second", 1)),
                        Reason.ObjectDamaged,
                        "-incr/part.00000000000000000001 is not what was stored: its hash differs"));
    }

    private static Arguments blow(String name, Damage.Blow blow, Reason reason, String text) {
        return argumentSet(name, name.replaceAll("[^a-z]", "-"), blow, reason, text);
    }
}
