package dev.dromedary.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A base, or an increment whose parent is not there, and all that goes on from it. */
public record ChainTree(ChainEntry entry, List<ChainTree> children) {
    /**
     * What may be restored of a chain.
     *
     * @param points how many backups of it
     */
    public record Window(Instant from, Instant to, int points) {}

    private static final Comparator<ChainEntry> TIME = Comparator.comparing(
                    ChainEntry::completed, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ChainEntry::destination);

    /** The trees of all entries, bases and orphans, the oldest first. */
    public static List<ChainTree> of(Collection<ChainEntry> entries) {
        Map<String, ChainEntry> known = new LinkedHashMap<>();
        entries.stream().sorted(TIME).forEach(entry -> known.putIfAbsent(entry.destination(), entry));
        Map<String, List<ChainEntry>> children = new LinkedHashMap<>();
        List<ChainEntry> roots = new ArrayList<>();
        for (ChainEntry entry : known.values()) {
            if (entry.parent() == null
                    || !known.containsKey(entry.parent())
                    || entry.parent().equals(entry.destination())) {
                roots.add(entry);
            } else {
                children.computeIfAbsent(entry.parent(), any -> new ArrayList<>())
                        .add(entry);
            }
        }
        return roots.stream().map(root -> tree(root, children)).toList();
    }

    /** Chains may be long, so not by recursion along them: what has one child is wrapped from its end on. */
    private static ChainTree tree(ChainEntry root, Map<String, List<ChainEntry>> children) {
        List<ChainEntry> line = new ArrayList<>(List.of(root));
        List<ChainEntry> next = children.getOrDefault(root.destination(), List.of());
        while (next.size() == 1) {
            line.add(next.getFirst());
            next = children.getOrDefault(next.getFirst().destination(), List.of());
        }
        List<ChainTree> below =
                next.stream().map(child -> tree(child, children)).toList();
        ChainTree tree = new ChainTree(line.removeLast(), below);
        while (!line.isEmpty()) {
            tree = new ChainTree(line.removeLast(), List.of(tree));
        }
        return tree;
    }

    /** All of it, each after what it goes on from. */
    public Stream<ChainEntry> all() {
        List<ChainEntry> all = new ArrayList<>();
        collect(all);
        return all.stream();
    }

    private void collect(List<ChainEntry> all) {
        ChainTree tree = this;
        all.add(tree.entry);
        while (tree.children.size() == 1) {
            tree = tree.children.getFirst();
            all.add(tree.entry);
        }
        tree.children.forEach(child -> child.collect(all));
    }

    /** Whether nothing of it is broken, and it starts with a base. */
    public boolean whole() {
        return !orphan() && all().noneMatch(ChainEntry::broken);
    }

    /** Whether what it starts with goes on from something that is not there. */
    public boolean orphan() {
        return entry.parent() != null;
    }

    /** From the first to the last point that can be restored; empty where none can. */
    public Optional<Window> window() {
        List<Instant> times = all().filter(ChainEntry::restorable)
                .map(ChainEntry::completed)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(new Window(times.getFirst(), times.getLast(), times.size()));
    }
}
