package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.ChainSummary;
import dev.dromedary.chain.Holding;
import dev.dromedary.chain.Pin;
import dev.dromedary.chain.RetentionRules;
import dev.dromedary.reconcile.BackupChain.RestorePoint;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates the resources of a cluster's chains, and notes which rules are about the storages where they lie. */
final class ChainSummaries {
    private static final Holding NOTHING = new Holding(Set.of(), Set.of());

    /** A backup in one of its storages. */
    record Member(PerconaServerMySQLBackup backup, StoredPlace place) {}

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
        Map<String, Holding> holdings = holdings(chain);
        String own = storage(first.getSpec().storageName, status.storage);
        StoredPlace.of(first).stream()
                .filter(StoredPlace::lies)
                .map(this::storage)
                .forEach(place -> {
                    Set<String> complete = holdings.getOrDefault(place, NOTHING).complete();
                    points.putIfAbsent(
                            place,
                            restorable.stream()
                                    .takeWhile(point -> complete.contains(name(point.backup())))
                                    .map(RestorePoint::time)
                                    .toList());
                });
        return new ChainSummary(
                own + " " + chain.base(),
                chain.name(),
                ancestors.schedule(first),
                BackupChain.completed(first).orElse(Instant.EPOCH),
                newest(chain, restorable),
                points,
                pins(chain),
                held,
                holdings,
                whole(chain));
    }

    /** By storage, which members that have succeeded are there. */
    private Map<String, Holding> holdings(BackupChain chain) {
        Map<String, Set<String>> lying = new HashMap<>();
        Map<String, Set<String>> complete = new HashMap<>();
        for (PerconaServerMySQLBackup member : chain.members()) {
            if (BackupChain.succeeded(member)) {
                StoredPlace.of(member).stream().filter(StoredPlace::lies).forEach(place -> {
                    add(lying, storage(place), member);
                    if (place.complete()) {
                        add(complete, storage(place), member);
                    }
                });
            }
        }
        Map<String, Holding> holdings = new HashMap<>();
        lying.forEach((storage, members) ->
                holdings.put(storage, new Holding(members, complete.getOrDefault(storage, Set.of()))));
        return holdings;
    }

    private static void add(Map<String, Set<String>> all, String storage, PerconaServerMySQLBackup member) {
        all.computeIfAbsent(storage, none -> new HashSet<>()).add(name(member));
    }

    /** Why it is not taken apart: what lies in one storage may be the only good one, or is somebody else's business. */
    private static String whole(BackupChain chain) {
        for (PerconaServerMySQLBackup member : chain.members()) {
            if (Verification.damaged(member)) {
                return "backup " + name(member) + " is known to be damaged";
            }
            if (Deletion.asked(member)) {
                return "backup " + name(member) + " is being deleted";
            }
            if (BackupDecider.hasLeftovers(member.getStatus())) {
                return "what backup " + name(member) + " has left is not removed yet";
            }
        }
        return "";
    }

    /** The newest member that lies in a storage, and how that is its place; empty where none does any more. */
    Optional<Member> newestIn(BackupChain chain, String storage) {
        for (PerconaServerMySQLBackup member : chain.members().reversed()) {
            Optional<StoredPlace> place = StoredPlace.of(member).stream()
                    .filter(each -> BackupChain.succeeded(member) && each.lies() && storage.equals(storage(each)))
                    .findFirst();
            if (place.isPresent()) {
                return Optional.of(new Member(member, place.get()));
            }
        }
        return Optional.empty();
    }

    private static String name(PerconaServerMySQLBackup member) {
        return member.getMetadata().getName();
    }

    private String storage(StoredPlace place) {
        return storage(place.name(), place.storage());
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
