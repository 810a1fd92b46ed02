package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a user is told of a resource.
 *
 * @param description null if there is none
 * @param warnings its Events of type Warning, a line of JSON each
 */
record Told(String name, String state, String description, List<Condition> conditions, List<String> warnings) {
    private static final List<String> ENDS = List.of("Succeeded", "Failed", "Error");

    static Told ofBackup(Resources resources, String name) throws IOException {
        var status = resources.backup(name).getStatus();
        return new Told(
                name, status.stateOrNew().wire(), status.stateDescription, status.conditions, resources.warnings(name));
    }

    static Told ofRestore(Resources resources, String name) throws IOException {
        var status = resources.restore(name).getStatus();
        return new Told(
                name, status.stateOrNew().wire(), status.stateDescription, status.conditions, resources.warnings(name));
    }

    /** Waits for the end of a backup. */
    static Told endOfBackup(Resources resources, String name) throws Exception {
        Await.until("the end of backup " + name, () -> ofBackup(resources, name).ended());
        return ofBackup(resources, name);
    }

    /** Waits for the end of a restore. */
    static Told endOfRestore(Resources resources, String name) throws Exception {
        Await.until(
                "the end of restore " + name, () -> ofRestore(resources, name).ended());
        return ofRestore(resources, name);
    }

    /** A failure's Event comes after its status. */
    private boolean ended() {
        return ENDS.contains(state) && (state.equals("Succeeded") || !warnings.isEmpty());
    }

    /** The condition of a type; one without a word if there is none. */
    Condition condition(String type) {
        return conditions.stream()
                .filter(each -> type.equals(each.getType()))
                .findFirst()
                .orElse(new ConditionBuilder().withReason("").withMessage("").build());
    }

    void requireSuccess() {
        assertThat(state).as("%s", this).isEqualTo("Succeeded");
        assertThat(description).as("%s", this).isNull();
        assertThat(condition("Ready").getStatus()).as("%s", this).isEqualTo("True");
    }

    /** It came to nothing, and state, description, condition and Event say the same about it, a hint among it. */
    void requireFailure(String end, Reason reason, Consumer<String> text) {
        Condition ready = condition("Ready");
        assertThat(state).as("%s", this).isEqualTo(end);
        assertThat(ready.getStatus()).as("%s", this).isEqualTo("False");
        assertThat(ready.getReason()).as("%s", this).isEqualTo(reason.name());
        text.accept(description);
        assertThat(ready.getMessage())
                .as("message and hint of %s", this)
                .startsWith(description)
                .matches("(?s).+; .+");
        assertThat(warnings).as("Events of %s", name).anySatisfy(line -> assertThat(line)
                .contains("\"reason\":\"" + reason.name() + "\""));
    }

    /** Whatever the Events of the folder say, the log says too. */
    static void requireLogged(Resources resources, String log) throws IOException {
        List<String> events = Files.readAllLines(resources.folder().resolve(".dromedary/events.jsonl"));
        assertThat(events).isNotEmpty();
        for (String line : events) {
            JsonNode event = new ObjectMapper().readTree(line);
            assertThat(log)
                    .contains("%s default/%s %s: %s"
                            .formatted(
                                    event.get("kind").asText(),
                                    event.get("name").asText(),
                                    event.get("reason").asText(),
                                    event.get("message").asText()));
        }
    }
}
