package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.reconcile.RestoreDecider;
import dev.dromedary.reconcile.RestoreView;
import dev.dromedary.reconcile.RunNames;
import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.reconcile.ServerAnswer;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Looks at a restore and all it depends on, and decides what is next; or has the server stopped, started or resumed. */
public final class DecideRestore implements Processor {
    private static final List<RunKind> KINDS =
            List.of(RunKind.PLAN, RunKind.VERIFY, RunKind.RESTORE, RunKind.ROLL_BACK, RunKind.ACCEPT);

    private static final Map<Next, String> ROUTES = Map.of(
            Next.STOP_SERVER, "stop-server",
            Next.START_SERVER, "start-server",
            Next.RESUME_CLUSTER, "resume-cluster");

    /** Variable of the exchange: in how many milliseconds the resource is looked at again though nothing has changed. */
    public static final String LOOK_AGAIN = "requeueAfter";

    private final Platform platform;
    private final Clock clock;
    private final Duration limit;

    /** @param limit for a server to stop or to start */
    public DecideRestore(Platform platform, Clock clock, Duration limit) {
        this.platform = platform;
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public void process(Exchange exchange) {
        PerconaServerMySQLRestore restore = exchange.getMessage().getBody(PerconaServerMySQLRestore.class);
        exchange.getMessage().setBody(RestoreDecider.decide(view(restore)));
    }

    /** Does to the server what a decision wants, and decides again. */
    public void act(Exchange exchange) {
        Decision decision = exchange.getMessage().getBody(Decision.class);
        RestoreView view = view((PerconaServerMySQLRestore) decision.resource());
        ServerAnswer answer = ask(RestoreDecider.action(view, decision.next()), decision.next());
        if (answer instanceof ServerAnswer.NotYet) {
            // Nothing may ever change again, and then its time is up all the same.
            exchange.setVariable(LOOK_AGAIN, limit.toMillis());
        }
        exchange.getMessage().setBody(RestoreDecider.afterwards(view, decision.next(), answer));
    }

    private ServerAnswer ask(ServerAction action, Next next) {
        try {
            return platform.act(ROUTES.get(next), action) ? new ServerAnswer.Done() : new ServerAnswer.NotYet();
        } catch (BackupException e) {
            boolean overdue = !clock.instant().isBefore(action.since().plus(limit));
            if (e.reason() == Reason.RunCancelled || (e.reason() == Reason.Internal && !overdue)) {
                // That nobody could be asked says nothing about the server; it is asked again.
                throw e;
            }
            return new ServerAnswer.Failed(e);
        }
    }

    private RestoreView view(PerconaServerMySQLRestore restore) {
        if (RestoreDecider.over(restore)) {
            // A finished restore costs no request, however many there are.
            return new RestoreView(restore, Optional.empty(), null, "", List.of(), List::of, Map.of(), clock.instant());
        }
        String namespace = restore.getMetadata().getNamespace();
        Map<RunKind, RunView> runs = new EnumMap<>(RunKind.class);
        KINDS.forEach(kind -> runs.put(kind, platform.follow(RunNames.of(restore, kind))));
        Optional<PerconaServerMySQL> cluster =
                Optional.ofNullable(platform.get(PerconaServerMySQL.class, namespace, restore.getSpec().clusterName));
        return new RestoreView(
                restore,
                cluster,
                cluster.map(platform::serverSet).orElse(null),
                new Leases(platform).acquire(restore, platform.list(PerconaServerMySQLRestore.class, namespace)),
                platform.list(PerconaServerMySQLBackup.class, namespace),
                () -> cluster.map(platform::members).orElse(List.of()),
                runs,
                clock.instant());
    }
}
