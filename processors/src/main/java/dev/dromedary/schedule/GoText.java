package dev.dromedary.schedule;

/** Text as Go's JSON writes it, which is fit for HTML. */
final class GoText {
    private GoText() {}

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> append(out, (char) c));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '<', '>', '&', '\u2028', '\u2029' -> code(out, c);
            default -> {
                if (c < ' ') {
                    code(out, c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static void code(StringBuilder out, char c) {
        out.append(String.format("\\u%04x", (int) c));
    }
}
