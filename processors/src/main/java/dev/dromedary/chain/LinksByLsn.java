package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chains of backups that do not name their parents: nothing but LSNs links them. A parent ends where its child starts, is of
 * the same server, and its log does not go beyond the child's.
 *
 * <p>An increment whose two LSNs are equal is nobody's parent here, though it links to itself and to all that start where it
 * does: whatever starts there has all pages that it has, and what is not InnoDB is in each increment whole. So there is no
 * order to be guessed among the increments of an idle server.
 */
public final class LinksByLsn {
    private final Manifest base;
    private final Collection<Manifest> increments;
    private final Map<Lsn, List<Manifest>> reachable = new HashMap<>();

    /** @param increments those that are whole, in any order, whether they belong to the base or not */
    public LinksByLsn(Manifest base, Collection<Manifest> increments) {
        this.base = base;
        this.increments = increments;
        reachable.put(base.to(), new ArrayList<>(List.of(base)));
        // A parent starts before its child does, so when a child's turn comes all its parents are known.
        increments.stream()
                .filter(each -> each.from().compareTo(each.to()) < 0)
                .sorted(Comparator.comparing(Manifest::from))
                .filter(each -> !parents(each).isEmpty())
                .forEach(each -> reachable
                        .computeIfAbsent(each.to(), any -> new ArrayList<>())
                        .add(each));
    }

    /**
     * The chain from the base to a target.
     *
     * @throws BackupException {@code ChainBroken} if there is none, {@code ChainForked} if there are several; both name who
     *     is concerned
     */
    public List<Manifest> chainTo(Manifest target) {
        List<Manifest> chain = new ArrayList<>(List.of(target));
        while (!chain.getFirst().destination().equals(base.destination())) {
            chain.addFirst(parent(chain.getFirst(), target));
        }
        return chain;
    }

    private Manifest parent(Manifest child, Manifest target) {
        List<Manifest> parents = parents(child);
        if (parents.isEmpty()) {
            throw new BackupException(
                    Reason.ChainBroken,
                    "the chain of " + target.destination() + " is broken: " + child.destination() + " starts at lsn "
                            + child.from() + ", and nothing that " + base.destination() + " leads to ends there",
                    "restore an earlier member of the chain, or take a new full backup");
        }
        if (parents.size() > 1) {
            throw new BackupException(
                    Reason.ChainForked,
                    "the chain of " + target.destination() + " is not clear: " + child.destination()
                            + " may extend " + parents.get(0).destination() + " or "
                            + parents.get(1).destination(),
                    "one of the two was left by a failed run: move it out of the bucket, or restore "
                            + base.destination());
        }
        return parents.getFirst();
    }

    private List<Manifest> parents(Manifest child) {
        return reachable.getOrDefault(child.from(), List.of()).stream()
                .filter(parent -> parent.last().compareTo(child.last()) <= 0)
                .filter(parent -> child.lineage().difference(parent.lineage()).isEmpty())
                .toList();
    }

    /** The increments that lie beside a chain and are no part of it, each with the reason. */
    public Map<String, String> beside(List<Manifest> chain) {
        Set<String> used = chain.stream().map(Manifest::destination).collect(Collectors.toSet());
        Map<String, String> beside = new HashMap<>();
        for (Manifest each : increments) {
            if (!used.contains(each.destination())) {
                beside.put(each.destination(), why(each, chain));
            }
        }
        return beside;
    }

    private String why(Manifest each, List<Manifest> chain) {
        String difference = each.lineage().difference(base.lineage());
        if (!difference.isEmpty()) {
            return "not of this chain: " + difference;
        }
        if (parents(each).isEmpty()) {
            return "it starts at lsn " + each.from() + ", where nothing that the base leads to ends";
        }
        boolean twin = chain.stream()
                .skip(1)
                .anyMatch(member ->
                        member.from().equals(each.from()) && member.to().compareTo(each.to()) >= 0);
        return twin
                ? "another one goes from lsn " + each.from() + " too, and at least as far"
                : "later than the chain's end, or a branch";
    }
}
