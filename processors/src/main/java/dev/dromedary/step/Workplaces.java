package dev.dromedary.step;

import dev.dromedary.restore.Workplace;
import dev.dromedary.run.RunSpecification;
import java.nio.file.Path;

/** Names the folder of a restore; the uid keeps two restores of one name apart. */
final class Workplaces {
    private static final int ENOUGH = 8;

    private Workplaces() {}

    static Workplace of(RunSpecification run, Path dataDirectory) {
        String uid = run.owner().uid();
        return new Workplace(
                dataDirectory, run.owner().name() + "-" + uid.substring(0, Math.min(ENOUGH, uid.length())));
    }
}
