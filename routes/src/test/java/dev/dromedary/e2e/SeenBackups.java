package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.ScheduleStatus;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All backups that a place has, or had since it is watched, as they were seen last. */
final class SeenBackups implements AutoCloseable {
    private static final DateTimeFormatter IN_NAMES =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final long MOST_MISSED = 3;

    private final Map<String, PerconaServerMySQLBackup> last = new TreeMap<>();
    private final Map<String, Set<String>> uids = new TreeMap<>();
    private final SharedIndexInformer<PerconaServerMySQLBackup> informer;

    SeenBackups(Place place) {
        informer = place.node
                .client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(place.namespace)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(PerconaServerMySQLBackup added) {
                        note(added);
                    }

                    @Override
                    public void onUpdate(PerconaServerMySQLBackup before, PerconaServerMySQLBackup after) {
                        note(after);
                    }

                    @Override
                    public void onDelete(PerconaServerMySQLBackup deleted, boolean unknown) {
                        note(deleted);
                    }
                });
    }

    private synchronized void note(PerconaServerMySQLBackup backup) {
        String name = backup.getMetadata().getName();
        last.put(name, backup);
        uids.computeIfAbsent(name, none -> new HashSet<>())
                .add(backup.getMetadata().getUid());
    }

    synchronized List<PerconaServerMySQLBackup> all() {
        return List.copyOf(last.values());
    }

    /**
     * No backup but those of the schedule's times, none of them twice, and as many times without one as were counted.
     *
     * @param first time of an entry that fires every minute
     * @param until the last of them
     * @param every at the minutes that can be divided by it
     */
    synchronized void requireOneBackupOrAWord(ScheduleStatus status, Instant first, Instant until, int every) {
        List<String> times = Stream.iterate(
                        first, time -> !time.isAfter(until), time -> time.plus(1, ChronoUnit.MINUTES))
                .filter(time -> time.atOffset(ZoneOffset.UTC).getMinute() % every == 0)
                .map(IN_NAMES::format)
                .toList();
        List<PerconaServerMySQLBackup> made = last.values().stream()
                .filter(backup -> backup.getMetadata()
                        .getLabels()
                        .get(Names.ANCESTOR_LABEL)
                        .endsWith("-" + status.name))
                .toList();
        assertThat(made)
                .as("of times of schedule " + status.name)
                .extracting(SeenBackups::time)
                .doesNotHaveDuplicates()
                .isSubsetOf(times);
        assertThat(made)
                .allSatisfy(backup ->
                        assertThat(uids.get(backup.getMetadata().getName())).hasSize(1));
        long missed = Objects.requireNonNullElse(status.missed, 0L);
        assertThat(missed)
                .as(made.size() + " of " + times.size() + " times of schedule " + status.name)
                .isBetween((long) times.size() - made.size(), MOST_MISSED);
    }

    /** Of {@code cron-<cluster>-<storage>-<time>-<suffix>}. */
    private static String time(PerconaServerMySQLBackup backup) {
        return backup.getMetadata().getName().replaceFirst("^cron-shop-s3-([0-9]{14})-.*$", "$1");
    }

    @Override
    public void close() {
        informer.close();
    }
}
