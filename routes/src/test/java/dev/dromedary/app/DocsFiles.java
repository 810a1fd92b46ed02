package dev.dromedary.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents and the samples in them. */
final class DocsFiles {
    static final Path HOME = RouteFiles.FOLDER.getParent();

    /** A fenced block; a comment {@code <!-- word: name -->} right before it says that it is no resource. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^<!-- (?<mark>[a-z]+)(?:: (?<name>[a-z]+))? -->\n)?^```(?<language>[a-z]+)\n(?<text>.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);

    /** A sample; mark and name are empty where there is no comment. */
    record Block(Path file, int line, String language, String mark, String name, String text) {
        @Override
        public String toString() {
            return HOME.relativize(file) + ":" + line;
        }
    }

    private DocsFiles() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(HOME.resolve("docs"))) {
            return Stream.concat(
                            files.filter(file -> file.toString().endsWith(".md")), Stream.of(HOME.resolve("README.md")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        for (Path file : files()) {
            String text = text(file);
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                if (block.group("language").equals(language)) {
                    int line = 1
                            + (int) text.substring(0, block.start("text"))
                                    .lines()
                                    .count();
                    blocks.add(new Block(
                            file, line, language, orEmpty(block, "mark"), orEmpty(block, "name"), block.group("text")));
                }
            }
        }
        return blocks;
    }

    private static String orEmpty(Matcher matcher, String group) {
        return matcher.group(group) == null ? "" : matcher.group(group);
    }
}
