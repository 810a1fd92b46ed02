package dev.dromedary.reconcile;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.ChainSummary;
import dev.dromedary.chain.Pin;
import dev.dromedary.chain.RetentionRules;
import dev.dromedary.reconcile.BackupChain.RestorePoint;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates the resources of a cluster's chains, and notes which rules are about the storages where they lie. */
final class ChainSummaries {
    private final BackupSection section;
    private final Ancestors ancestors;
    private final RetentionSettings settings;
    private final ZoneId zone;
    private final Map<String, RetentionRules> rules = new HashMap<>();

    ChainSummaries(PerconaServerMySQL cluster, RetentionSettings settings, ZoneId zone) {
        this.section = cluster.getSpec().backup;
        this.ancestors = Ancestors.of(cluster);
        this.settings = settings;
        this.zone = zone;
    }

    /** By storage, of the chains so far. */
    Map<String, RetentionRules> rules() {
        return rules;
    }

    /** What retention needs to know of a chain. */
    ChainSummary of(BackupChain chain, String held) {
        PerconaServerMySQLBackup first = chain.root().orElse(chain.members().getFirst());
        BackupStatus status = first.getStatus();
        Map<String, List<Instant>> points = new HashMap<>();
        List<RestorePoint> restorable = chain.restorable();
        String own = storage(first.getSpec().storageName, status.storage);
        points.put(own, restorable.stream().map(RestorePoint::time).toList());
        for (BackupCopy copy : status.copies) {
            String place = storage(copy.storageName, copy.storage);
            points.putIfAbsent(
                    place,
                    restorable.stream()
                            .takeWhile(point -> point.backup().getStatus().copies.stream()
                                    .anyMatch(other -> other.complete()
                                            && place.equals(storage(other.storageName, other.storage))))
                            .map(RestorePoint::time)
                            .toList());
        }
        return new ChainSummary(
                own + " " + chain.base(),
                chain.name(),
                ancestors.schedule(first),
                BackupChain.completed(first).orElse(Instant.EPOCH),
                newest(chain, restorable),
                points,
                pins(chain),
                held);
    }

    /** What a storage is called, which differs where it was another place then; its rules are noted with it. */
    private String storage(String name, StorageSpec then) {
        String known = Objects.requireNonNullElse(name, "");
        StorageSpec today = section.storages.get(known);
        String place = today == null || then == null || StorageDescriptions.same(today, then)
                ? known
                : known + " as it was ("
                        + StorageDescriptions.identity(then).stream()
                                .map(Object::toString)
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining(" "))
                        + ")";
        rules.computeIfAbsent(place, none -> settings.rules(known));
        return place;
    }

    private static Instant newest(BackupChain chain, List<RestorePoint> restorable) {
        Stream<Instant> times = restorable.size() == chain.members().size()
                ? restorable.stream().map(RestorePoint::time)
                : chain.members().stream().map(BackupChain::completed).flatMap(Optional::stream);
        return times.max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private List<Pin> pins(BackupChain chain) {
        return chain.members().stream()
                .map(member -> FailedRun.pin(member, zone))
                .flatMap(Optional::stream)
                .toList();
    }
}
