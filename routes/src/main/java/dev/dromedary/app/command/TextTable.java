package dev.dromedary.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells under each other, three spaces between columns, as kubectl sets them. */
final class TextTable {
    private static final int PADDING = 3;
    private static final int NARROWEST = 6;

    private final List<List<String>> rows = new ArrayList<>();

    void add(List<String> row) {
        rows.add(row);
    }

    String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                text.append(row.get(i));
                if (i < row.size() - 1) {
                    text.repeat(' ', widths[i] - row.get(i).length());
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        Arrays.fill(widths, NARROWEST);
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length() + PADDING);
            }
        }
        return widths;
    }
}
