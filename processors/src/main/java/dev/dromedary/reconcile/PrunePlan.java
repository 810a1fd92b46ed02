package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.chain.ChainSummary;
import dev.dromedary.chain.Departure;
import dev.dromedary.chain.Fate;
import dev.dromedary.chain.Retention;
import dev.dromedary.status.BackupException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the retention of a cluster says of all its chains and failed backups: what goes, when, and by which rule. Nothing
 * is done by it.
 */
public final class PrunePlan {
    private final RetentionSettings settings;
    private final ChainSummaries summaries;
    private final Instant now;
    private final ZoneId zone;
    private final Map<String, BackupChain> chains = new HashMap<>();
    private final List<Fate> fates;
    private final List<FailedRun> failed;

    private PrunePlan(
            PerconaServerMySQL cluster,
            List<PerconaServerMySQLBackup> own,
            Collection<PerconaServerMySQLRestore> restores,
            Instant now,
            ZoneId zone) {
        this.settings = new RetentionSettings(section(cluster).orElseThrow());
        this.now = now;
        this.zone = zone;
        ChainUsers users = new ChainUsers(cluster, own, restores);
        this.summaries = new ChainSummaries(cluster, settings, zone);
        List<ChainSummary> known = new ArrayList<>();
        for (BackupChain chain : BackupChain.of(own)) {
            if (chain.succeeded() && !chain.going()) {
                ChainSummary summary = summaries.of(chain, users.of(chain));
                chains.put(summary.id(), chain);
                known.add(summary);
            }
        }
        this.fates = Retention.judge(known, summaries.rules(), settings.keep(), now, zone);
        this.failed = own.stream()
                .filter(FailedRun::is)
                .map(this::failed)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(FailedRun::goes)
                        .thenComparing(run -> run.backup().getMetadata().getName()))
                .toList();
    }

    /**
     * Judges what there is of a cluster; the answer does not depend on the order of the lists.
     *
     * @param backups at least all of the cluster
     * @param restores of all namespaces
     * @param zone in which the days of the calendar begin
     * @return empty where nothing can ever go: without a rule, or while backups are disabled
     */
    public static Optional<PrunePlan> of(
            PerconaServerMySQL cluster,
            Collection<PerconaServerMySQLBackup> backups,
            Collection<PerconaServerMySQLRestore> restores,
            Instant now,
            ZoneId zone) {
        if (!configured(cluster)) {
            return Optional.empty();
        }
        var metadata = cluster.getMetadata();
        List<PerconaServerMySQLBackup> own = backups.stream()
                .filter(backup -> Objects.equals(backup.getSpec().clusterName, metadata.getName())
                        && Objects.equals(backup.getMetadata().getNamespace(), metadata.getNamespace()))
                .toList();
        return Optional.of(new PrunePlan(cluster, own, restores, now, zone));
    }

    /** Whether anything could ever go. */
    static boolean configured(PerconaServerMySQL cluster) {
        return section(cluster)
                .filter(BackupSection::on)
                .filter(section -> new RetentionSettings(section).any())
                .isPresent();
    }

    private static Optional<BackupSection> section(PerconaServerMySQL cluster) {
        return Optional.ofNullable(cluster.getSpec().backup);
    }

    private Optional<FailedRun> failed(PerconaServerMySQLBackup backup) {
        try {
            return settings.failedAfter(Objects.requireNonNullElse(backup.getSpec().storageName, ""))
                    .flatMap(after -> FailedRun.of(backup, after, now, zone));
        } catch (BackupException e) {
            // It is among the problems.
            return Optional.empty();
        }
    }

    /** What becomes of each chain; the one that goes first is first. */
    public List<Fate> fates() {
        return fates;
    }

    /** The resources of a chain that was judged. */
    public BackupChain chain(Fate fate) {
        return chains.get(fate.chain().id());
    }

    /** The chains that go from one of their storages now, while they stay in another; the one that goes first is first. */
    public List<Leaving> leaving() {
        return fates.stream()
                .flatMap(fate -> fate.leaving().stream().map(departure -> new Leaving(fate, departure)))
                .toList();
    }

    /**
     * A chain that goes from a storage.
     *
     * @param departure one of the fate's
     */
    public record Leaving(Fate fate, Departure departure) {}

    /** The member that goes next from there: the newest, so that none is there without what it builds on. */
    Optional<ChainSummaries.Member> next(Leaving leaving) {
        return summaries.newestIn(chain(leaving.fate()), leaving.departure().storage());
    }

    /** The backups that failed and go, now or later; the one that goes first is first. */
    public List<FailedRun> failed() {
        return failed;
    }

    /** The failed backups that go now. */
    public List<FailedRun> overdue() {
        return failed.stream().filter(run -> !run.goes().isAfter(now)).toList();
    }

    /** What cannot be read of the settings or of pins, so that more stays than may be wanted. */
    public List<String> problems() {
        Stream<String> pins = fates.stream()
                .flatMap(fate -> fate.chain().pins().stream())
                .filter(pin -> !pin.readable())
                .map(pin -> "the annotation " + Names.KEEP_UNTIL_ANNOTATION + " of " + pin.backup() + " says '"
                        + pin.value() + "', which is neither a time, a date nor forever");
        return Stream.concat(settings.problems().stream(), pins)
                .sorted()
                .distinct()
                .toList();
    }

    /** When the next goes though nothing else happens. */
    public Optional<Instant> next() {
        return Stream.concat(
                        Stream.concat(
                                fates.stream().map(Fate::until).flatMap(Optional::stream),
                                fates.stream()
                                        .flatMap(fate -> fate.departures().stream())
                                        .map(Departure::later)
                                        .flatMap(Optional::stream)),
                        failed.stream().map(FailedRun::goes).filter(goes -> goes.isAfter(now)))
                .min(Comparator.naturalOrder());
    }

    /** What goes, when, and by which rule, for people; it changes with what it says and not with time. */
    public String text() {
        return PruneText.of(this);
    }
}
