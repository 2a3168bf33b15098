package org.currentcost.ui.dashboard;

import org.currentcost.ui.dashboard.Tile.Area;
import org.eclipse.swt.graphics.Rectangle;

/**
 * How a grid of tiles fits into a view, in pixels: a narrow view has fewer columns, a low one scrolls.
 *
 * @param columns   how many there are
 * @param width     of a column, the gap behind it included
 * @param rowHeight of a row, likewise
 */
record TileMetrics(int columns, int width, int rowHeight) {

    static final int GAP = 8;

    private static final int WIDE = 500;
    private static final int NARROW = 250;
    /** No tile of two columns is higher than wide. */
    private static final int MOST_HEIGHT_OF_A_COLUMN = 2;

    /** {@return how many columns a view of a width has} */
    static int columns(int viewWidth) {
        if (viewWidth >= WIDE) {
            return TileLayout.COLUMNS;
        }
        return viewWidth >= NARROW ? TileLayout.COLUMNS - 2 : 2;
    }

    /**
     * {@return what fills a view}
     *
     * @param rows   how many there are in so many columns
     * @param lowest a row that can still be read
     */
    static TileMetrics of(int viewWidth, int viewHeight, int rows, int lowest) {
        int columns = columns(viewWidth);
        int width = Math.max(1, (viewWidth - GAP) / columns);
        int even = (viewHeight - GAP) / Math.max(1, rows);
        int highest = Math.max(lowest + GAP, MOST_HEIGHT_OF_A_COLUMN * width);
        return new TileMetrics(columns, width, Math.clamp(even, lowest + GAP, highest));
    }

    /** {@return how high so many rows are} */
    int height(int rows) {
        return GAP + rows * rowHeight;
    }

    Rectangle bounds(Area area) {
        return new Rectangle(GAP + area.column() * width, GAP + area.row() * rowHeight, area.width() * width - GAP,
                area.height() * rowHeight - GAP);
    }

    /** {@return how many columns lie between two places} @param pixels from the one to the other */
    int columnsIn(int pixels) {
        return Math.round((float) pixels / width);
    }

    /** {@return how many rows lie between two places} @param pixels from the one to the other */
    int rowsIn(int pixels) {
        return Math.round((float) pixels / rowHeight);
    }
}
