package dev.dromedary.step;

import dev.dromedary.restore.Workplace;
import dev.dromedary.run.RunSpecification;
import java.nio.file.Path;
import org.apache.camel.Exchange;

/** Names the folder of a restore; the uid keeps two restores of one name apart. */
final class Workplaces {
    private static final int ENOUGH = 8;

    private Workplaces() {}

    /** In the data directory of the server; whoever asks has to be its owner. */
    static Workplace ofServer(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Path dataDirectory = Path.of(run.server().dataDirectory());
        DataOwners.require(exchange, dataDirectory);
        return of(run, dataDirectory);
    }

    static Workplace of(RunSpecification run, Path dataDirectory) {
        String uid = run.owner().uid();
        return new Workplace(
                dataDirectory, run.owner().name() + "-" + uid.substring(0, Math.min(ENOUGH, uid.length())));
    }
}
