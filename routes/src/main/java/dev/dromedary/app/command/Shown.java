package dev.dromedary.app.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command shows what it has to say. */
final class Shown {
    /** When there are colours. */
    enum Colour {
        auto,
        always,
        never
    }

    private static final Map<String, String> COLOURS = Map.of(
            "Succeeded", "32",
            "restorable", "32",
            "good", "32",
            "Failed", "31",
            "Error", "31",
            "broken", "31",
            "damaged", "31",
            "Starting", "33",
            "Running", "33");
    private static final Pattern WORDS = Pattern.compile("\\b(" + String.join("|", COLOURS.keySet()) + ")\\b");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES}; left out: ${DEFAULT-VALUE}")
    private Form form;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "One of ${COMPLETION-CANDIDATES}; auto: on a terminal, unless NO_COLOR is set")
    private Colour colour;

    Form form() {
        return form;
    }

    /** Prints a text for people, or a document for programs. */
    void print(String text, Object document) {
        PrintWriter out = command.commandLine().getOut();
        out.print(form.text() ? painted(text) : form.write(document));
        out.flush();
    }

    /** Tells people something beside the answer. */
    void note(String text) {
        PrintWriter err = command.commandLine().getErr();
        err.println(text);
        err.flush();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    private String painted(String text) {
        boolean on =
                switch (colour) {
                    case always -> true;
                    case never -> false;
                    case auto -> Terminal.here().colours();
                };
        return on ? paint(text) : text;
    }

    /** After the columns are set: what colours a word has no width. */
    static String paint(String text) {
        return WORDS.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(
                        "\u001b[" + COLOURS.get(word.group()) + "m" + word.group() + "\u001b[0m"));
    }
}
