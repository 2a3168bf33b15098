package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** A line of text on a card, with a sample of what it is about. */
record CardLine(String text, Swatch swatch) {

    CardLine(String text) {
        this(text, Swatch.NONE);
    }

    /** {@return a line for each line of a text} */
    static List<CardLine> of(String text) {
        return text.lines().map(CardLine::new).toList();
    }

    /**
     * {@return the lines, neighbours on one as far as that is needed}
     *
     * @param rows how many lines there is room for; what then is left over is left out
     * @param most how wide a line may become, in pixels
     */
    static List<CardLine> joined(List<CardLine> lines, int rows, int most, ToIntFunction<String> textWidth) {
        List<CardLine> joined = new ArrayList<>(lines);
        for (int i = 0; joined.size() > rows && i + 1 < joined.size();) {
            CardLine line = joined.get(i);
            String together = line.text() + " · " + joined.get(i + 1).text();
            if (joined.get(i + 1).swatch().room() == 0
                    && line.swatch().room() + textWidth.applyAsInt(together) <= most) {
                joined.set(i, new CardLine(together, line.swatch()));
                joined.remove(i + 1);
            } else {
                i++;
            }
        }
        return joined.subList(0, Math.min(rows, joined.size()));
    }
}
