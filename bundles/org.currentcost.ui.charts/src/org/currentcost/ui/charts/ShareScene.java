package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where everything of a chart of shares lies, worked out once for a size and its data.
 *
 * @param plot      bars and figures
 * @param rows      from above, as many as have room
 * @param leftOut   how many more there are
 * @param rowHeight in pixels
 */
record ShareScene(Point size, Rectangle plot, int textHeight, List<Row> rows, int leftOut, int rowHeight) {

    private static final int MOST_ROW_HEIGHT = 34;
    private static final int ROW_SPACING = 4;
    private static final int FIGURE_GAP = 8;
    private static final double MOST_NAME_SHARE = 0.4;
    private static final double BAR_SHARE = 0.66;

    /** A row. @param name as far as it has room @param figure the amount and the share @param bar in the plot */
    record Row(Share share, String name, String figure, Rectangle bar) {
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
        int shown = shares.size() <= room ? shares.size() : room - 1;
        int rowHeight = Math.min(MOST_ROW_HEIGHT, plot.height / Math.max(1, Math.min(shares.size(), room)));
        List<String> figures = shares.stream().map(share -> scale.value(share.amount()) + " · " + share.percent())
                .toList();
        int figureWidth = figures.stream().mapToInt(textWidth).max().orElse(0);
        double longest = shares.stream().mapToDouble(Share::amount).max().orElse(0);
        double perAmount = longest > 0 ? Math.max(1, plot.width - figureWidth - FIGURE_GAP) / longest : 0;
        int thickness = Math.max(6, (int) (rowHeight * BAR_SHARE));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            Share share = shares.get(i);
            int length = (int) Math.round(Math.max(0, share.amount()) * perAmount);
            // what is there is seen, be it ever so little
            int width = share.amount() > 0 ? Math.max(1, length) : 0;
            rows.add(new Row(share, Brush.shortened(share.name(), most, textWidth), figures.get(i),
                    new Rectangle(0, i * rowHeight + (rowHeight - thickness) / 2, width, thickness)));
        }
        return new ShareScene(size, plot, textHeight, rows, shares.size() - shown, rowHeight);
    }

    /** {@return the row at {@code y} pixels from the plot's upper edge, or -1} */
    int rowAt(int y) {
        int row = y / Math.max(1, rowHeight);
        return y >= 0 && row < rows.size() ? row : -1;
    }

    /** {@return where a row's texts begin, from the plot's upper edge} */
    int textY(int row) {
        return row * rowHeight + (rowHeight - textHeight) / 2;
    }

    static int figureGap() {
        return FIGURE_GAP;
    }
}
