package org.currentcost.ui.dashboard;

import java.util.Optional;
import org.currentcost.model.SeriesKey;

/**
 * A tile and its place.
 *
 * @param kind   what it tells
 * @param sensor of which sensor; empty for my house, whichever that is
 * @param area   where it is
 */
record Tile(TileKind kind, Optional<SeriesKey> sensor, Area area) {

    /**
     * A place on the grid.
     *
     * @param column the first one, from 0 on
     * @param row    the first one, from 0 on
     * @param width  in columns, at least 1
     * @param height in rows, at least 1
     */
    record Area(int column, int row, int width, int height) {

        Area {
            if (column < 0 || row < 0 || width < 1 || height < 1) {
                throw new IllegalArgumentException(column + ", " + row + ": " + width + " x " + height);
            }
        }

        int endColumn() {
            return column + width;
        }

        int endRow() {
            return row + height;
        }

        boolean overlaps(Area other) {
            return column < other.endColumn() && other.column < endColumn() && row < other.endRow()
                    && other.row < endRow();
        }

        Area at(int otherColumn, int otherRow) {
            return new Area(otherColumn, otherRow, width, height);
        }
    }

    Tile in(Area other) {
        return new Tile(kind, sensor, other);
    }
}
