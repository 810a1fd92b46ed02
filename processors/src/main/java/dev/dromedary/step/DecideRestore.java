package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.reconcile.RestoreDecider;
import dev.dromedary.reconcile.RestoreView;
import dev.dromedary.reconcile.RunNames;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks at a restore and all it depends on, and decides what is next; or acts on the server and says what follows. */
public final class DecideRestore implements Processor {
    private static final List<RunKind> KINDS =
            List.of(RunKind.PLAN, RunKind.VERIFY, RunKind.RESTORE, RunKind.ROLL_BACK, RunKind.ACCEPT);

    private final Platform platform;
    private final Clock clock;

    public DecideRestore(Platform platform, Clock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        PerconaServerMySQLRestore restore = exchange.getMessage().getBody(PerconaServerMySQLRestore.class);
        exchange.getMessage().setBody(RestoreDecider.decide(view(restore)));
    }

    /** Stops or starts the server of a restore, as a decision wants it, and decides again. */
    public void act(Exchange exchange) {
        Decision decision = exchange.getMessage().getBody(Decision.class);
        PerconaServerMySQLRestore restore = (PerconaServerMySQLRestore) decision.resource();
        RestoreView view = view(restore);
        Optional<BackupException> failure = Optional.empty();
        try {
            platform.act(
                    decision.next() == Next.STOP_SERVER ? "stop-server" : "start-server",
                    view.cluster().orElseThrow());
        } catch (BackupException e) {
            failure = Optional.of(e);
        }
        exchange.getMessage().setBody(RestoreDecider.afterwards(view, decision.next(), failure));
    }

    private RestoreView view(PerconaServerMySQLRestore restore) {
        String namespace = restore.getMetadata().getNamespace();
        boolean ended = Leases.ended(restore);
        Map<RunKind, RunView> runs = new EnumMap<>(RunKind.class);
        KINDS.forEach(kind -> runs.put(kind, platform.follow(RunNames.of(restore, kind))));
        Optional<PerconaServerMySQL> cluster =
                Optional.ofNullable(platform.get(PerconaServerMySQL.class, namespace, restore.getSpec().clusterName));
        return new RestoreView(
                restore,
                cluster,
                ended
                        ? ""
                        : new Leases(platform)
                                .acquire(restore, platform.list(PerconaServerMySQLRestore.class, namespace)),
                platform.list(PerconaServerMySQLBackup.class, namespace),
                () -> cluster.map(platform::members).orElse(List.of()),
                runs,
                clock.instant());
    }
}
