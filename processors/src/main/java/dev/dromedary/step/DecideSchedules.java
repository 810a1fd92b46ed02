package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.reconcile.ScheduleDecider;
import dev.dromedary.reconcile.ScheduleDecision;
import dev.dromedary.reconcile.ScheduleView;
import dev.dromedary.reconcile.ServerSet;
import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the schedules of a cluster and decides which backups are made; has the cluster looked at when the next one is due. */
public final class DecideSchedules {
    /** Has a cluster looked at again. */
    public interface Alarm {
        /**
         * Sets the time at which it is looked at, in the place of the one before.
         *
         * @param time null for none
         */
        void set(ResourceKey cluster, Instant time);
    }

    private final Platform platform;
    private final Clock clock;
    private final Alarm alarm;

    public DecideSchedules(Platform platform, Clock clock, Alarm alarm) {
        this.platform = platform;
        this.clock = clock;
        this.alarm = alarm;
    }

    /** What is to be done now about the schedules of a cluster, which is read again. */
    public ScheduleDecision decide(PerconaServerMySQL seen) {
        PerconaServerMySQL cluster = current(seen);
        if (cluster == null || ScheduleDecider.none(cluster)) {
            alarm.set(key(seen), null);
            return new ScheduleDecision(nothing(seen), List.of(), List.of(), null);
        }
        ScheduleDecision decision = ScheduleDecider.decide(view(cluster));
        alarm.set(key(cluster), decision.wake());
        return decision;
    }

    /** What follows when the backups of a decision are there. */
    public Decision made(ScheduleDecision decided) {
        PerconaServerMySQL cluster =
                current((PerconaServerMySQL) decided.decision().resource());
        if (cluster == null) {
            return nothing(decided.decision().resource());
        }
        Set<String> names = decided.made().stream()
                .map(backup -> backup.getMetadata().getName())
                .collect(Collectors.toSet());
        return ScheduleDecider.made(view(cluster, List.of(), List.of()), names);
    }

    private PerconaServerMySQL current(PerconaServerMySQL seen) {
        ResourceKey key = key(seen);
        return platform.get(PerconaServerMySQL.class, key.namespace(), key.name());
    }

    private static ResourceKey key(PerconaServerMySQL cluster) {
        var metadata = cluster.getMetadata();
        return new ResourceKey(cluster.getKind(), metadata.getNamespace(), metadata.getName());
    }

    private static Decision nothing(HasMetadata resource) {
        return new Decision(resource, false, List.of(), Next.WAIT, null);
    }

    private ScheduleView view(PerconaServerMySQL cluster) {
        String namespace = cluster.getMetadata().getNamespace();
        return view(
                cluster,
                platform.backupsOf(namespace, cluster.getMetadata().getName()),
                platform.list(PerconaServerMySQLRestore.class, namespace));
    }

    private ScheduleView view(
            PerconaServerMySQL cluster,
            List<PerconaServerMySQLBackup> backups,
            List<PerconaServerMySQLRestore> restores) {
        ServerSet set = platform.serverSet(cluster);
        boolean foreign = set != null && set.foreign();
        return new ScheduleView(cluster, backups, restores, foreign, clock.instant(), clock.getZone());
    }
}
