package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A base and its increments in the order they are prepared. A chain is followed from its end to its base by the parents
 * that the manifests name: never by names, times or the order of a listing, and not by LSNs alone, since an idle server
 * gives increments whose LSNs are equal.
 */
public record Chain(List<Member> members) {
    public Chain {
        members = List.copyOf(members);
    }

    public Member base() {
        return members.getFirst();
    }

    public Member tip() {
        return members.getLast();
    }

    /**
     * The chain that ends in the target.
     *
     * @throws BackupException {@code ChainBroken} if a member is missing, was replaced, or does not link
     */
    public static Chain endingIn(Member target, Collection<Member> found) {
        Map<String, Member> byDestination = new HashMap<>();
        found.forEach(member -> byDestination.put(member.destination(), member));
        return endingIn(target, parent -> Optional.ofNullable(byDestination.get(parent.destination())));
    }

    /**
     * The chain that ends in the target.
     *
     * @param find asked for one parent after the other, and for no other member
     * @throws BackupException as above
     */
    public static Chain endingIn(Member target, Function<Parent, Optional<Member>> find) {
        List<Member> members = new ArrayList<>(List.of(target));
        while (members.getLast().manifest().parent() != null) {
            members.add(parent(target, members.getLast().manifest(), find));
        }
        checkLinks(members.reversed());
        return new Chain(members.reversed());
    }

    /** The depth makes an end of it: members that go round in a circle cannot all be one deeper than the next. */
    private static Member parent(Member target, Manifest child, Function<Parent, Optional<Member>> find) {
        String destination = child.parent().destination();
        Member member = find.apply(child.parent()).orElseThrow(() -> broken(target, destination + " is missing"));
        if (!member.sha256().equals(child.parent().sha256())
                || member.manifest().depth() != child.depth() - 1) {
            throw broken(target, destination + " is not the backup it was when the chain went on from it");
        }
        return member;
    }

    /**
     * The whole chain of a base, to its newest increment.
     *
     * @throws BackupException {@code ChainForked} if a member has two children, {@code ChainBroken} as above, or if an
     *     increment cannot be reached from the base: another one beside it would fork the chain once its parent is back
     */
    public static Chain of(Member base, Collection<Member> found) {
        Map<String, List<Member>> children = found.stream()
                .filter(member -> member.manifest().parent() != null)
                .collect(Collectors.groupingBy(
                        member -> member.manifest().parent().destination()));
        Member tip = base;
        // Each is taken out, so that members that name each other in a circle come to an end, too.
        for (List<Member> next; (next = children.remove(tip.destination())) != null; tip = next.getFirst()) {
            if (next.size() > 1) {
                throw new BackupException(
                        Reason.ChainForked,
                        tip.destination() + " has two increments: "
                                + next.get(0).destination() + " and "
                                + next.get(1).destination(),
                        "take a new full backup; each of the two can still be restored");
            }
        }
        List<Member> all = new ArrayList<>(found);
        all.add(base);
        for (List<Member> unreached : children.values()) {
            endingIn(unreached.getFirst(), all);
        }
        return endingIn(tip, all);
    }

    private static void checkLinks(List<Member> members) {
        Member base = members.getFirst();
        if (base.manifest().type() != BackupType.FULL) {
            throw broken(members.getLast(), base.destination() + " is an increment without a base");
        }
        for (int i = 1; i < members.size(); i++) {
            checkLink(members.get(i - 1).manifest(), members.get(i));
        }
    }

    private static void checkLink(Manifest parent, Member child) {
        Manifest increment = child.manifest();
        if (!increment.from().equals(parent.to())) {
            throw broken(
                    child,
                    "it starts at lsn " + increment.from() + ", but " + parent.destination() + " ends at "
                            + parent.to());
        }
        if (increment.last().compareTo(parent.last()) < 0) {
            throw broken(child, "its redo log ends before that of " + parent.destination());
        }
        String difference = increment.lineage().difference(parent.lineage());
        if (!difference.isEmpty()) {
            throw broken(child, difference);
        }
    }

    private static BackupException broken(Member member, String why) {
        return new BackupException(
                Reason.ChainBroken,
                "the chain of " + member.destination() + " is broken: " + why,
                "restore an earlier member of the chain, or take a new full backup");
    }
}
