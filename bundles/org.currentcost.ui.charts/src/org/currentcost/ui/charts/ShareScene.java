package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where everything of a chart of shares lies, worked out once for a size and its data.
 *
 * @param plot      bars and figures
 * @param rows      from above, as many as have room; the unknown rest has a place in any case
 * @param leftOut   how many more there are
 * @param leftOutLine where that is told, counted in rows from above
 * @param rowHeight in pixels
 * @param pixelsPerAmount how long a bar of one unit is; zero if there is no bar
 */
record ShareScene(Point size, Rectangle plot, int textHeight, List<Row> rows, int leftOut, int leftOutLine,
        int rowHeight, double pixelsPerAmount) {

    private static final int MOST_ROW_HEIGHT = 34;
    private static final int ROW_SPACING = 4;
    private static final int FIGURE_GAP = 8;
    private static final double MOST_NAME_SHARE = 0.4;
    private static final double BAR_SHARE = 0.66;

    /**
     * A row.
     *
     * @param index  which of the shares it is
     * @param line   where it is, counted in rows from above
     * @param name   as far as it has room
     * @param figure the amount and the share
     * @param bar    in the plot
     */
    record Row(int index, int line, Share share, String name, String figure, Rectangle bar) {
    }

    static ShareScene of(List<Share> shares, AmountScale scale, Point size, int textHeight,
            ToIntFunction<String> textWidth) {
        int most = (int) (size.x * MOST_NAME_SHARE);
        int names = shares.stream().mapToInt(share -> textWidth.applyAsInt(share.name())).max().orElse(0);
        int left = PlotFrame.EDGE + Math.min(names, most) + PlotFrame.LABEL_GAP;
        Rectangle plot = new Rectangle(left, PlotFrame.EDGE, Math.max(10, size.x - left - PlotFrame.EDGE),
                Math.max(textHeight, size.y - 2 * PlotFrame.EDGE));
        int least = textHeight + ROW_SPACING;
        int room = Math.max(1, plot.height / least);
        boolean all = shares.size() <= room;
        boolean rest = !all && shares.getLast().rest();
        int above = all ? shares.size() : Math.max(0, rest ? room - 2 : room - 1);
        int rowHeight = Math.min(MOST_ROW_HEIGHT, plot.height / Math.max(1, Math.min(shares.size(), room)));
        List<String> figures = shares.stream().map(share -> share.percent().isEmpty()
                ? scale.value(share.amount())
                : scale.value(share.amount()) + " · " + share.percent()).toList();
        int figureWidth = figures.stream().mapToInt(textWidth).max().orElse(0);
        double longest = shares.stream().mapToDouble(Share::amount).max().orElse(0);
        double perAmount = longest > 0 ? Math.max(1, plot.width - figureWidth - FIGURE_GAP) / longest : 0;
        int thickness = Math.max(6, (int) (rowHeight * BAR_SHARE));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            boolean last = rest && i == shares.size() - 1;
            if (i >= above && !last) {
                continue;
            }
            // The unknown rest is seen even in a small pane: what has no room is left out before it.
            int line = last ? Math.min(above + 1, room - 1) : i;
            Share share = shares.get(i);
            int length = (int) Math.round(Math.max(0, share.amount()) * perAmount);
            // what is there is seen, be it ever so little
            int width = share.amount() > 0 ? Math.max(1, length) : 0;
            rows.add(new Row(i, line, share, ShortenedText.of(share.name(), most, textWidth), figures.get(i),
                    new Rectangle(0, line * rowHeight + (rowHeight - thickness) / 2, width, thickness)));
        }
        return new ShareScene(size, plot, textHeight, rows, shares.size() - rows.size(), above, rowHeight,
                perAmount);
    }

    /** {@return the row at {@code y} pixels from the plot's upper edge} */
    Optional<Row> rowAt(int y) {
        int line = y / Math.max(1, rowHeight);
        return rows.stream().filter(row -> y >= 0 && row.line() == line).findFirst();
    }

    /** {@return the row of a share, if it has room} */
    Optional<Row> rowOf(int index) {
        return rows.stream().filter(row -> row.index() == index).findFirst();
    }

    /** {@return how many rows there are, with the one that tells how many have no room} */
    int lines() {
        return rows.size() + (leftOut > 0 ? 1 : 0);
    }

    /** {@return where the texts of a line begin, from the plot's upper edge} */
    int textY(int line) {
        return line * rowHeight + (rowHeight - textHeight) / 2;
    }

    static int figureGap() {
        return FIGURE_GAP;
    }
}
