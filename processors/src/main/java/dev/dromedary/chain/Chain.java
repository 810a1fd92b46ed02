package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * @throws BackupException {@code ChainBroken} if an ancestor is missing, was replaced, or does not link
     */
    public static Chain endingIn(Member target, Collection<Member> found) {
        Map<String, Member> byDestination = new LinkedHashMap<>();
        found.forEach(member -> byDestination.put(member.destination(), member));
        List<Member> members = new ArrayList<>();
        for (Ancestor ancestor : target.manifest().ancestors()) {
            Member member = byDestination.get(ancestor.destination());
            if (member == null) {
                throw broken(target, ancestor.destination() + " is missing");
            }
            if (!member.sha256().equals(ancestor.sha256())) {
                throw broken(
                        target, ancestor.destination() + " is not the backup it was when the chain went on from it");
            }
            members.add(member);
        }
        members.add(target);
        checkLinks(members);
        return new Chain(members);
    }

    /**
     * The whole chain of a base, to its newest increment.
     *
     * @throws BackupException {@code ChainForked} if a member has two children, {@code ChainBroken} as above
     */
    public static Chain of(Member base, Collection<Member> found) {
        Member tip = base;
        while (true) {
            String parent = tip.destination();
            List<Member> children = found.stream()
                    .filter(member -> member.manifest()
                            .parent()
                            .filter(link -> link.destination().equals(parent))
                            .isPresent())
                    .toList();
            if (children.isEmpty()) {
                List<Member> all = new ArrayList<>(found);
                all.add(base);
                return endingIn(tip, all);
            }
            if (children.size() > 1) {
                throw new BackupException(
                        Reason.ChainForked,
                        parent + " has two increments: " + children.get(0).destination() + " and "
                                + children.get(1).destination(),
                        "take a new full backup; each of the two can still be restored");
            }
            tip = children.getFirst();
        }
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
