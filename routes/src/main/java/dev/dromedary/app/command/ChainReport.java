package dev.dromedary.app.command;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.ChainEntry;
import dev.dromedary.chain.ChainTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Chains as trees for people, and as a document for programs. */
record ChainReport(List<ChainSection> sections) {
    private static final String MORE = "├─ ";
    private static final String LAST = "└─ ";
    private static final String DOWN = "│  ";
    private static final String NOTHING = "   ";

    String text() {
        return String.join("\n", sections.stream().map(ChainReport::text).toList());
    }

    private static String text(ChainSection section) {
        StringBuilder text = new StringBuilder(cluster(section) + ", storage " + section.storage());
        text.append(section.unread() == null ? "\n" : " (as the resources tell: " + section.unread() + ")\n");
        TextTable table = new TextTable();
        table.add(List.of("BACKUP", "STATE", "FROM LSN", "TO LSN", "SIZE", "COMPLETED"));
        StringBuilder words = new StringBuilder();
        for (ChainTree tree : section.trees()) {
            if (tree.orphan()) {
                table.add(List.of(BackupNames.lastSegment(tree.entry().parent()), "missing", "", "", "", ""));
                branch(table, "", LAST, tree);
            } else {
                table.add(row("", tree.entry()));
                below(table, "", tree);
            }
            words(words, tree);
        }
        return text.append(table.text()).append(words).toString();
    }

    private static String cluster(ChainSection section) {
        return section.cluster().isEmpty() ? "of no cluster that a name tells" : "cluster " + section.cluster();
    }

    /** A line of increments keeps its depth; it gets deeper only where a backup has two of them. */
    private static void below(TextTable table, String prefix, ChainTree tree) {
        ChainTree at = tree;
        String inner = prefix;
        while (at.children().size() == 1) {
            at = at.children().getFirst();
            inner = prefix + NOTHING;
            boolean last = at.children().isEmpty();
            boolean fork = at.children().size() > 1;
            table.add(row(prefix + (last || fork ? LAST : MORE), at.entry()));
        }
        for (int i = 0; i < at.children().size(); i++) {
            branch(
                    table,
                    inner,
                    i == at.children().size() - 1 ? LAST : MORE,
                    at.children().get(i));
        }
    }

    private static void branch(TextTable table, String prefix, String mark, ChainTree tree) {
        table.add(row(prefix + mark, tree.entry()));
        below(table, prefix + (mark.equals(LAST) ? NOTHING : DOWN), tree);
    }

    private static List<String> row(String prefix, ChainEntry entry) {
        return List.of(
                prefix + entry.name(),
                entry.broken() ? "broken" : entry.state(),
                text(entry.from()),
                text(entry.to()),
                Sizes.text(entry.size()),
                text(entry.completed()));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static void words(StringBuilder words, ChainTree tree) {
        String name = tree.entry().name();
        tree.window()
                .ifPresentOrElse(
                        window -> words.append("chain of " + name + " is restorable from " + window.from() + " to "
                                + window.to() + ", " + window.points()
                                + (window.points() == 1 ? " backup\n" : " backups\n")),
                        () -> words.append("nothing of the chain of " + name + " can be restored\n"));
        tree.all()
                .filter(entry -> entry.problem() != null)
                .forEach(entry ->
                        words.append(entry.name() + (entry.broken() ? " is broken: " : ": ") + entry.problem() + "\n"));
    }

    Map<String, Object> document() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (ChainSection section : sections) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("cluster", section.cluster());
            item.put("storage", section.storage());
            item.put("source", section.unread() == null ? "storage" : "resources");
            item.put("chains", section.trees().stream().map(ChainReport::chain).toList());
            items.add(item);
        }
        return Map.of("items", items);
    }

    private static Map<String, Object> chain(ChainTree tree) {
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("base", tree.orphan() ? tree.entry().parent() : tree.entry().destination());
        chain.put("whole", tree.whole());
        tree.window()
                .ifPresent(window -> chain.put(
                        "window",
                        Map.of(
                                "from", window.from().toString(),
                                "to", window.to().toString(),
                                "backups", window.points())));
        chain.put("backups", tree.all().map(ChainReport::entry).toList());
        return chain;
    }

    private static Map<String, Object> entry(ChainEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", entry.name());
        fields.put("destination", entry.destination());
        fields.put("parent", entry.parent());
        fields.put("state", entry.state());
        fields.put("restorable", entry.restorable());
        fields.put("fromLsn", entry.from() == null ? null : entry.from().value());
        fields.put("toLsn", entry.to() == null ? null : entry.to().value());
        fields.put("size", entry.size());
        fields.put(
                "completed",
                entry.completed() == null ? null : entry.completed().toString());
        fields.put("problem", entry.problem());
        fields.values().removeIf(Objects::isNull);
        return fields;
    }
}
