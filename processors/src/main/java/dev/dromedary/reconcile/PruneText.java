package dev.dromedary.reconcile;

import dev.dromedary.chain.Departure;
import dev.dromedary.chain.Fate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a plan says, line by line. Long lists are cut: it lies in a status. */
final class PruneText {
    private static final int LONGEST = 20;

    private PruneText() {}

    static String of(PrunePlan plan) {
        List<String> lines = new ArrayList<>();
        add(lines, plan.problems(), problem -> "wrong: " + problem);
        add(lines, plan.fates().stream().filter(Fate::goes).toList(), fate -> goes(plan, fate));
        for (String storage : storages(plan)) {
            add(
                    lines,
                    plan.leaving().stream()
                            .filter(leaving ->
                                    storage.equals(leaving.departure().storage()))
                            .toList(),
                    leaving -> leaves(plan, leaving));
        }
        add(
                lines,
                plan.overdue(),
                run -> "goes: " + name(run) + ", which failed: failedAfter "
                        + run.after().text());
        plan.next().ifPresent(next -> next(lines, plan, next));
        add(
                lines,
                plan.fates().reversed().stream()
                        .filter(fate -> !fate.goes() && fate.leaving().isEmpty())
                        .toList(),
                PruneText::stays);
        return lines.isEmpty() ? "nothing goes: there is no chain" : String.join("\n", lines);
    }

    private static List<String> storages(PrunePlan plan) {
        return plan.leaving().stream()
                .map(leaving -> leaving.departure().storage())
                .distinct()
                .sorted()
                .toList();
    }

    private static <T> void add(List<String> lines, List<T> all, Function<T, String> line) {
        all.stream().limit(LONGEST).map(line).forEach(lines::add);
        if (all.size() > LONGEST) {
            String first = line.apply(all.getFirst());
            lines.add(first.substring(0, first.indexOf(':')) + ": " + (all.size() - LONGEST) + " more");
        }
    }

    private static String goes(PrunePlan plan, Fate fate) {
        return "goes: " + all(plan, fate) + ", newest " + second(fate.chain().newest()) + ": " + fate.why();
    }

    private static String all(PrunePlan plan, Fate fate) {
        int members = plan.chain(fate).members().size();
        return fate.chain().name() + (members == 1 ? "" : " and its " + (members - 1) + " increments");
    }

    private static String leaves(PrunePlan plan, PrunePlan.Leaving leaving) {
        Departure departure = leaving.departure();
        return "goes from " + departure.storage() + ": " + all(plan, leaving.fate()) + ": " + why(departure);
    }

    static String why(Departure departure) {
        return departure.why() + "; stays: " + departure.stays();
    }

    /** What stays in a storage against the rules of that one says why. */
    private static String stays(Fate fate) {
        String against = fate.departures().stream()
                .filter(departure -> !departure.obstacle().isEmpty())
                .map(departure ->
                        "; stays in " + departure.storage() + ", " + departure.why() + ": " + departure.obstacle())
                .collect(Collectors.joining());
        return "stays: " + fate.chain().name() + ": " + fate.why() + against;
    }

    private static void next(List<String> lines, PrunePlan plan, Instant when) {
        plan.fates().stream()
                .filter(fate -> fate.until().filter(when::equals).isPresent())
                .min(Comparator.comparing(fate -> fate.chain().id()))
                .map(fate -> fate.chain().name() + " at " + second(when) + ", when this is over: " + fate.why())
                .or(() -> plan.fates().stream()
                        .flatMap(fate -> fate.departures().stream()
                                .filter(departure ->
                                        departure.later().filter(when::equals).isPresent())
                                .map(departure -> fate.chain().name() + " from " + departure.storage() + " at "
                                        + second(when) + ", when this is over: " + departure.why()))
                        .sorted()
                        .findFirst())
                .or(() -> plan.failed().stream()
                        .filter(run -> run.goes().equals(when))
                        .map(run -> name(run) + " at " + second(when) + ": failedAfter "
                                + run.after().text())
                        .findFirst())
                .ifPresent(next -> lines.add("next: " + next));
    }

    private static String name(FailedRun run) {
        return run.backup().getMetadata().getName();
    }

    private static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
