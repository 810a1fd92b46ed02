package dev.dromedary.local;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The documents of a YAML text, each parsed on its own so that one that is wrong does not take the others with it. */
final class YamlText {
    /**
     * One document.
     *
     * @param content null if it does not parse, or is empty
     * @param error null if it parses
     */
    record Piece(int line, Object content, String error) {}

    private YamlText() {}

    static List<Piece> read(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        int start = 1;
        int line = 0;
        for (String each : text.split("\n", -1)) {
            line++;
            if (each.matches("---(\\s.*)?")) {
                add(pieces, document, start);
                start = line;
            }
            document.append(each).append('\n');
        }
        add(pieces, document, start);
        return pieces;
    }

    private static void add(List<Piece> pieces, StringBuilder document, int start) {
        String text = document.toString();
        document.setLength(0);
        if (!text.isBlank()) {
            pieces.add(parse(text, start));
        }
    }

    private static Piece parse(String text, int start) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setSchema(new CoreSchema()).build();
            Object content = new Load(settings).loadFromString(text);
            return new Piece(start, content, null);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine()).orElse(0);
            return new Piece(start + line, null, reason(text, e.getProblem()));
        } catch (YamlEngineException e) {
            return new Piece(
                    start, null, reason(text, e.getMessage().lines().findFirst().orElse("")));
        }
    }

    /** The parser's words may quote the text, and the text may be a secret. */
    private static String reason(String text, String words) {
        return text.contains(Kinds.SECRET) ? "does not parse" : "does not parse: " + words;
    }
}
