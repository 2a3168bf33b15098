package org.currentcost.ui.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.dashboard.Tile.Area;

/**
 * Which tiles a dashboard has, and where. No two overlap, and no row is empty. Immutable; a tile keeps its place in the
 * list whatever is done to it, so that it can be named by it.
 *
 * @param tiles in the order in which they came
 */
record TileLayout(List<Tile> tiles) {

    /** The columns of the grid. */
    static final int COLUMNS = 6;
    /** The most rows that a tile may have. */
    static final int MOST_ROWS = 6;
    /** The most tiles that a dashboard may have. */
    static final int MOST_TILES = 60;

    private static final Comparator<Area> READING_ORDER = Comparator.comparingInt(Area::row)
            .thenComparingInt(Area::column);

    /** Puts what overlaps below what stands before it in the list, and takes empty rows out. */
    TileLayout {
        var placed = new ArrayList<Tile>();
        for (var tile : tiles.subList(0, Math.min(MOST_TILES, tiles.size()))) {
            var area = within(tile.area());
            while (overlaps(placed, area)) {
                area = area.at(area.column(), area.row() + 1);
            }
            placed.add(tile.in(area));
        }
        tiles = withoutEmptyRows(placed);
    }

    /** {@return the dashboard that everybody begins with} */
    static TileLayout standard() {
        var layout = new TileLayout(List.of());
        for (var kind : List.of(TileKind.NOW, TileKind.TODAY, TileKind.MONTH, TileKind.COURSE, TileKind.CHEAPEST)) {
            layout = layout.with(kind, Optional.empty());
        }
        return layout;
    }

    /** {@return the rows that are taken} */
    int rows() {
        return tiles.stream().mapToInt(tile -> tile.area().endRow()).max().orElse(0);
    }

    /** {@return the places of the tiles in the list, as they are read: row by row, from left to right} */
    List<Integer> readingOrder() {
        return IntStream.range(0, tiles.size()).boxed()
                .sorted(Comparator.comparing((Integer index) -> tiles.get(index).area(), READING_ORDER)).toList();
    }

    /** {@return whether there may be a tile more} */
    boolean hasRoom() {
        return tiles.size() < MOST_TILES;
    }

    /** {@return this with a tile more, at the first place that has room for it; this if there are too many} */
    TileLayout with(TileKind kind, Optional<SeriesKey> sensor) {
        return with(new Tile(kind, sensor, firstFree(tiles, kind.width(), kind.height(), COLUMNS)));
    }

    /** {@return this with a tile more at its place, or below what is there} */
    TileLayout with(Tile tile) {
        var next = new ArrayList<>(tiles);
        next.add(tile);
        return hasRoom() ? new TileLayout(next) : this;
    }

    /** {@return this without a tile} */
    TileLayout without(int index) {
        var next = new ArrayList<>(tiles);
        next.remove(index);
        return new TileLayout(next);
    }

    /** {@return this with another sensor for a tile; empty for my house} */
    TileLayout withSensor(int index, Optional<SeriesKey> sensor) {
        var next = new ArrayList<>(tiles);
        next.set(index, new Tile(next.get(index).kind(), sensor, next.get(index).area()));
        return new TileLayout(next);
    }

    /**
     * {@return this with a tile elsewhere}
     * <p>
     * A tile that stood there changes places with it where it fits, and is pushed down where it doesn't.
     *
     * @param column what is out of the grid is the nearest column in it
     * @param row    likewise
     */
    TileLayout moved(int index, int column, int row) {
        var from = tiles.get(index).area();
        var to = from.at(Math.clamp(column, 0, COLUMNS - from.width()), Math.clamp(row, 0, rows()));
        if (to.equals(from)) {
            return this;
        }
        var next = new ArrayList<>(tiles);
        next.set(index, tiles.get(index).in(to));
        for (int other : readingOrder()) {
            if (other != index && next.get(other).area().overlaps(to)) {
                giveWay(next, other, from, to);
            }
        }
        return placed(next, index);
    }

    /** Goes to the side from which the other one came, if there is room. */
    private static void giveWay(List<Tile> all, int index, Area from, Area to) {
        var area = all.get(index).area();
        int column = to.column() > from.column()
                ? to.column() - area.width()
                : to.column() < from.column() ? to.endColumn() : area.column();
        int row = to.row() > from.row()
                ? to.row() - area.height()
                : to.row() < from.row() ? to.endRow() : area.row();
        var ways = new ArrayList<int[]>();
        if (row != area.row()) {
            ways.add(new int[]{area.column(), row});
        }
        if (column != area.column()) {
            ways.add(new int[]{column, area.row()});
        }
        // As it was before where both have one size.
        ways.add(new int[]{from.column(), from.row()});
        for (int[] way : ways) {
            boolean inside = way[0] >= 0 && way[0] + area.width() <= COLUMNS && way[1] >= 0;
            if (inside && isFree(all, index, area.at(way[0], way[1]))) {
                all.set(index, all.get(index).in(area.at(way[0], way[1])));
                return;
            }
        }
    }

    private static boolean isFree(List<Tile> all, int without, Area area) {
        return IntStream.range(0, all.size()).noneMatch(i -> i != without && all.get(i).area().overlaps(area));
    }

    /** {@return this with a tile of another size; what is in its way is pushed down} */
    TileLayout sized(int index, int width, int height) {
        var area = tiles.get(index).area();
        var next = new ArrayList<>(tiles);
        next.set(index, tiles.get(index).in(new Area(area.column(), area.row(),
                Math.clamp(width, 1, COLUMNS - area.column()), Math.clamp(height, 1, MOST_ROWS))));
        return placed(next, index);
    }

    /** {@return these, the one at a place where it is, and the others below it and each other where they overlap} */
    private static TileLayout placed(List<Tile> all, int fixed) {
        var placed = new ArrayList<Tile>(List.of(all.get(fixed)));
        var result = new ArrayList<>(all);
        var order = IntStream.range(0, all.size()).boxed().filter(index -> index != fixed)
                .sorted(Comparator.comparing((Integer index) -> all.get(index).area(), READING_ORDER)).toList();
        for (int index : order) {
            var tile = all.get(index);
            while (overlaps(placed, tile.area())) {
                tile = tile.in(tile.area().at(tile.area().column(), tile.area().row() + 1));
            }
            placed.add(tile);
            result.set(index, tile);
        }
        return new TileLayout(result);
    }

    /**
     * {@return where the tiles are in a grid of fewer columns, in the order of the list}: one after the other as they
     * are read, none wider than the grid
     */
    List<Area> fitted(int columns) {
        if (columns >= COLUMNS) {
            return tiles.stream().map(Tile::area).toList();
        }
        var places = new ArrayList<Area>();
        tiles.forEach(tile -> places.add(tile.area()));
        var placed = new ArrayList<Tile>();
        for (int index : readingOrder()) {
            var tile = tiles.get(index);
            var area = firstFree(placed, Math.min(columns, tile.area().width()), tile.area().height(), columns);
            placed.add(tile.in(area));
            places.set(index, area);
        }
        return places;
    }

    /**
     * {@return this with a tile moved as it is seen in a grid of fewer columns}: there a place is one in the order, and
     * all are put anew into the whole grid in the order that follows
     */
    TileLayout movedIn(int columns, int index, int column, int row) {
        if (columns >= COLUMNS) {
            return moved(index, column, row);
        }
        var narrow = new ArrayList<Tile>();
        var fitted = fitted(columns);
        for (int i = 0; i < tiles.size(); i++) {
            narrow.add(tiles.get(i).in(fitted.get(i)));
        }
        var before = new TileLayout(narrow);
        var order = before.moved(index, Math.min(column, columns - fitted.get(index).width()), row).readingOrder();
        if (order.equals(before.readingOrder())) {
            return this;
        }
        var result = new ArrayList<>(tiles);
        var placed = new ArrayList<Tile>();
        for (int one : order) {
            var area = tiles.get(one).area();
            var tile = tiles.get(one).in(firstFree(placed, area.width(), area.height(), COLUMNS));
            placed.add(tile);
            result.set(one, tile);
        }
        return new TileLayout(result);
    }

    private static Area firstFree(List<Tile> taken, int width, int height, int columns) {
        for (int row = 0;; row++) {
            for (int column = 0; column + width <= columns; column++) {
                var area = new Area(column, row, width, height);
                if (!overlaps(taken, area)) {
                    return area;
                }
            }
        }
    }

    private static boolean overlaps(List<Tile> tiles, Area area) {
        return tiles.stream().anyMatch(tile -> tile.area().overlaps(area));
    }

    private static Area within(Area area) {
        int width = Math.min(COLUMNS, area.width());
        return new Area(Math.min(area.column(), COLUMNS - width), area.row(), width,
                Math.min(MOST_ROWS, area.height()));
    }

    private static List<Tile> withoutEmptyRows(List<Tile> tiles) {
        return tiles.stream().map(tile -> {
            long empty = IntStream.range(0, tile.area().row())
                    .filter(row -> tiles.stream()
                            .noneMatch(one -> one.area().row() <= row && row < one.area().endRow()))
                    .count();
            return tile.in(tile.area().at(tile.area().column(), tile.area().row() - (int) empty));
        }).toList();
    }
}
