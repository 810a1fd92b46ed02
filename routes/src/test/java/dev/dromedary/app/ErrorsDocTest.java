package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorsDocTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (.+) \\| (.+) \\|$");

    @Test
    void everyReasonIsExplainedOnceAndThereIsNoOther() {
        List<String> documented = DocsFiles.text(DocsFiles.HOME.resolve("docs/errors.md"))
                .lines()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Enum::name).toList());
    }
}
