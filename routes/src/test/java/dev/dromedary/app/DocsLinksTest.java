package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocsLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?<target>[^)\\s]+)\\)");
    private static final Pattern MENTION = Pattern.compile("`(?<target>(?:docs|config|deploy)/[\\w./-]*)`");

    static Stream<Path> files() {
        return DocsFiles.files().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void noLinkLeadsNowhere(Path file) {
        LINK.matcher(DocsFiles.text(file))
                .results()
                .map(link -> link.group("target"))
                .forEach(target -> {
                    if (!target.contains("://")) {
                        String path = target.replaceFirst("#.*", "");
                        Path linked = path.isEmpty()
                                ? file
                                : Objects.requireNonNull(file.getParent()).resolve(path);
                        assertThat(linked).exists();
                        if (target.contains("#")) {
                            assertThat(headings(linked)).contains(target.replaceFirst(".*#", ""));
                        }
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("files")
    void filesThatAreNamedAreThere(Path file) {
        assertThat(MENTION.matcher(DocsFiles.text(file)).results().map(named -> named.group("target")))
                .allMatch(named -> Files.exists(DocsFiles.HOME.resolve(named)));
    }

    private static Stream<String> headings(Path file) {
        return DocsFiles.text(file).lines().filter(line -> line.startsWith("#")).map(line -> line.replaceFirst(
                        "#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replace(' ', '-'));
    }
}
