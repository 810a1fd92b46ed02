package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Lsn;
import dev.dromedary.chain.RestorePlan;
import dev.dromedary.status.BackupException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A plan for people and for programs.
 *
 * @param stored whether manifests and objects were looked at, and not the resources alone
 */
record PlanReport(PerconaServerMySQLBackup backup, RestorePlan plan, boolean stored) {
    String text() {
        String name = backup.getMetadata().getName();
        StringBuilder text = new StringBuilder();
        TextTable table = new TextTable();
        table.add(List.of("STEP", "BACKUP", "FROM LSN", "TO LSN", "COMPLETED", "SIZE", "OBJECTS"));
        int number = 0;
        for (RestorePlan.Step step : plan.steps()) {
            number++;
            table.add(List.of(
                    Integer.toString(number),
                    BackupNames.lastSegment(step.destination()),
                    text(step.from()),
                    text(step.to()),
                    text(step.completed()),
                    Sizes.text(step.size()),
                    text(step.objects())));
        }
        text.append(plan.steps().isEmpty() ? "" : table.text());
        if (plan.tool() != null) {
            text.append("prepared with ").append(plan.tool()).append('\n');
        }
        text.append("needs ").append(Sizes.text(plan.space())).append(" beside the old data, at least\n");
        for (BackupException problem : plan.problems()) {
            text.append(problem.reason())
                    .append(": ")
                    .append(problem.describe())
                    .append('\n');
        }
        text.append(name)
                .append(plan.restorable() ? " is restorable" : " cannot be restored")
                .append(stored ? "" : ", as far as the resources tell: what is stored was not looked at")
                .append('\n');
        return text.toString();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("backup", backup.getMetadata().getName());
        document.put("namespace", backup.getMetadata().getNamespace());
        document.put("destination", backup.getStatus().destination);
        document.put("source", stored ? "storage" : "resources");
        document.put("restorable", plan.restorable());
        document.put("space", plan.space());
        document.put("tool", Objects.requireNonNullElse(plan.tool(), ""));
        List<Map<String, Object>> steps = new ArrayList<>();
        plan.steps().forEach(step -> steps.add(step(step)));
        document.put("steps", steps);
        document.put(
                "problems",
                plan.problems().stream()
                        .map(problem -> Map.of(
                                "reason", problem.reason().name(),
                                "message", problem.getMessage(),
                                "hint", problem.hint()))
                        .toList());
        return document;
    }

    private static Map<String, Object> step(RestorePlan.Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("destination", step.destination());
        fields.put("fromLsn", value(step.from()));
        fields.put("toLsn", value(step.to()));
        fields.put(
                "completed", step.completed() == null ? null : step.completed().toString());
        fields.put("size", step.size());
        fields.put("objects", step.objects());
        fields.values().removeIf(Objects::isNull);
        return fields;
    }

    private static Long value(Lsn lsn) {
        return lsn == null ? null : lsn.value();
    }
}
