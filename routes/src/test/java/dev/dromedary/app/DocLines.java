package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of a document, given to a shell as they stand there, and the output that it shows. */
final class DocLines {
    private static final Pattern LINE = Pattern.compile("(?m)^ {4}(?<line>(?:source <\\()?\\./dromedary .*)$");
    private static final Pattern SHOWN = Pattern.compile("(?s)\n\n```\n(?<text>.*?)```\n");

    private final String text;
    private final Path folder;
    private final Path resources;
    private final List<String> left;
    private final Map<String, String> places = new LinkedHashMap<>();

    /** @param folder where the shell stands */
    DocLines(String document, Path folder, Path resources) throws IOException {
        this.text = DocsFiles.text(DocsFiles.HOME.resolve(document));
        this.folder = folder;
        this.resources = resources;
        this.left = new ArrayList<>(LINE.matcher(text)
                .results()
                .map((MatchResult found) -> found.group("line"))
                .toList());
        place("/etc/dromedary", resources.toString());
        // The resources of a folder are in the namespace default.
        place("-n shop ", "-n default ");
        Path launcher = Files.writeString(
                folder.resolve("dromedary"),
                "#!/bin/sh\nexec '" + String.join("' '", JavaCommand.with()) + "' \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    /** What stands here in the place of something in the document. */
    DocLines place(String there, String here) {
        places.put(there, here);
        return this;
    }

    /** The lines with a command, in their order. */
    List<String> of(String command) {
        List<String> lines = left.stream()
                .filter(line -> line.contains("./dromedary " + command))
                .toList();
        assertThat(lines).as(command).isNotEmpty();
        return lines;
    }

    String first(String command) {
        return of(command).getFirst();
    }

    /** The lines that were not given yet. */
    List<String> left() {
        return left;
    }

    /** What a line prints; it has to end well. */
    String say(String line) throws IOException, InterruptedException {
        return ends(line, 0);
    }

    /** What a line prints that ends with this; after it there may be something that looks at what it has done. */
    String ends(String line, int exit) throws IOException, InterruptedException {
        left.remove(line.replaceFirst(";.*", ""));
        return Said.by(folder, List.of("bash", "-euc", "cd " + folder + "; " + here(line)))
                .requireExit(exit);
    }

    /** What a line prints at a terminal, where a person says yes. */
    String agree(String line) throws IOException, InterruptedException {
        left.remove(line);
        Path yes = Files.writeString(folder.resolve("yes"), "y\n");
        return Command.run(yes, "bash", "-euc", "cd " + folder + "; script -qec '" + here(line) + "' /dev/null");
    }

    private String here(String line) {
        String here = line;
        for (Map.Entry<String, String> place : places.entrySet()) {
            here = here.replace(place.getKey(), place.getValue());
        }
        boolean bare = line.contains("--storage-file") && !line.contains(" import ");
        boolean named = line.contains("--resources") || bare || line.contains("completion");
        return named ? here : here + " --resources " + resources;
    }

    /** The document shows this, but for times, sizes and LSNs. */
    void printsAsShown(String printed) {
        assertThat(SHOWN.matcher(text).results().map(found -> plain(found.group("text"))))
                .contains(plain(printed));
    }

    private static String plain(String printed) {
        return printed.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                .replaceAll("shop-\\d{4}-\\d\\d-\\d\\d-\\d\\d:\\d\\d:\\d\\d-", "shop-TIME-")
                .replaceAll("shop-full-\\d{8}-\\d{6}", "shop-full-TIME")
                .replaceAll("\\d+\\.\\d [kM]B", "SIZE")
                // The number of a part is none.
                .replaceAll("\\b[1-9]\\d{3,}\\b", "LSN")
                .replaceAll(" {2,}", "   ")
                .replaceAll("(?m) +$", "");
    }
}
