package org.currentcost.ui.charts;

import java.util.List;
import org.eclipse.swt.graphics.Rectangle;

/** Paints cards beside what they are about, within the plot. Lives for one painting. */
final class CardPainter {

    /** Where a card is at the plot's upper edge. */
    static final int TOP = 2;

    private static final int PADDING = 10;
    private static final int SPACING = 4;
    private static final int DISTANCE = 12;
    private static final int LINE_SPACING = 2;

    private final Brush brush;
    private final Rectangle plot;

    CardPainter(Brush brush, Rectangle plot) {
        this.brush = brush;
        this.plot = plot;
    }

    private int rows() {
        return Math.max(1, (plot.height - TOP - PADDING) / (brush.textHeight() + LINE_SPACING));
    }

    /** {@return whether two cards have room one below the other} */
    boolean haveRoom(BaseChart.Pointed one, BaseChart.Pointed other) {
        int lines = one.card().size() + other.card().size();
        return TOP + lines * (brush.textHeight() + LINE_SPACING) + 2 * PADDING + SPACING <= plot.height;
    }

    /**
     * Paints a card beside something.
     *
     * @param avoid another card, below which this one is placed where they would overlap; may be empty
     * @return where the card is
     */
    Rectangle paint(BaseChart.Pointed about, Rectangle avoid) {
        int most = Math.max(60, plot.width - 2 * PADDING);
        List<CardLine> lines = CardLine.joined(about.card(), rows(), most, brush::textWidth).stream()
                .map(line -> new CardLine(ShortenedText.of(line.text(), most - line.swatch().room(), brush::textWidth),
                        line.swatch()))
                .toList();
        if (lines.isEmpty()) {
            return avoid;
        }
        int width = 2 * PADDING
                + lines.stream().mapToInt(line -> line.swatch().room() + brush.textWidth(line.text())).max().orElse(0);
        int height = lines.size() * (brush.textHeight() + LINE_SPACING) + PADDING;
        int x = about.right() + DISTANCE + width <= plot.width
                ? about.right() + DISTANCE
                : about.left() - DISTANCE - width;
        if (x < 0) {
            // no room on either side: inside, at the right edge
            x = Math.max(0, Math.min(about.right() - width - DISTANCE, plot.width - width));
        }
        Rectangle box = new Rectangle(x, Math.max(TOP, Math.min(about.top(), plot.height - height - TOP)),
                width, height);
        if (box.intersects(avoid)) {
            box.y = avoid.y + avoid.height + SPACING;
        }
        brush.box(box);
        int y = box.y + PADDING / 2 + 1;
        for (CardLine line : lines) {
            brush.sample(line.swatch(), x + PADDING, y);
            brush.text(line.text(), x + PADDING + line.swatch().room(), y, brush.colours().text());
            y += brush.textHeight() + LINE_SPACING;
        }
        return box;
    }
}
