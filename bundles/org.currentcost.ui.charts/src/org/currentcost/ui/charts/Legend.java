package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.currentcost.model.UserLocale;

/**
 * The samples and names above a plot, laid out in rows.
 *
 * @param items where each of them stands, from the left of the chart
 * @param rows  how many rows they take, at most {@link #MOST_ROWS}
 */
record Legend(List<Item> items, int rows) {

    static final Legend NONE = new Legend(List.of(), 0);

    private static final int MOST_ROWS = 2;
    private static final int SPACING = 20;
    private static final int ROW_SPACING = 3;

    /** A sample with its name. */
    record Entry(Swatch swatch, String text) {
    }

    /** An entry in its place. */
    record Item(Entry entry, int x, int row) {
    }

    /**
     * {@return the entries in rows, and how many more there are where not all have room}
     *
     * @param left  where a row begins
     * @param right where it ends at the latest
     */
    static Legend of(List<Entry> entries, int left, int right, ToIntFunction<String> textWidth) {
        List<Item> items = new ArrayList<>();
        int x = left;
        int row = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int width = entry.swatch().room() + textWidth.applyAsInt(entry.text());
            int after = entries.size() - i - 1;
            if (x > left && x + width > right && row + 1 < MOST_ROWS) {
                row++;
                x = left;
            }
            boolean crowded = row + 1 == MOST_ROWS && !restFits(entries, i, x, right, textWidth);
            if (crowded && x > left && x + width + SPACING + textWidth.applyAsInt(more(after)) > right) {
                items.add(new Item(new Entry(Swatch.NONE, more(after + 1)), x, row));
                break;
            }
            int room = right - x - (crowded && after > 0 ? SPACING + textWidth.applyAsInt(more(after)) : 0);
            if (width > room) {
                String shortened = ShortenedText.of(entry.text(), room - entry.swatch().room(), textWidth);
                entry = new Entry(entry.swatch(), shortened);
                width = entry.swatch().room() + textWidth.applyAsInt(shortened);
            }
            items.add(new Item(entry, x, row));
            x += width + SPACING;
        }
        return new Legend(List.copyOf(items), items.isEmpty() ? 0 : row + 1);
    }

    private static boolean restFits(List<Entry> entries, int from, int left, int right,
            ToIntFunction<String> textWidth) {
        int x = left;
        for (Entry entry : entries.subList(from, entries.size())) {
            x += entry.swatch().room() + textWidth.applyAsInt(entry.text()) + SPACING;
        }
        return x - SPACING <= right;
    }

    private static String more(int count) {
        return Messages.text(UserLocale.formats(), "legend.more", count);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    int height(int textHeight) {
        return rows * textHeight + Math.max(0, rows - 1) * ROW_SPACING;
    }

    void paint(Brush brush) {
        for (Item item : items) {
            int y = PlotFrame.EDGE - 2 + item.row() * (brush.textHeight() + ROW_SPACING);
            Swatch swatch = item.entry().swatch();
            brush.sample(swatch, item.x(), y);
            brush.text(item.entry().text(), item.x() + swatch.room(), y,
                    swatch.kind() == Swatch.Kind.NONE ? brush.colours().label() : brush.colours().text());
        }
    }
}
