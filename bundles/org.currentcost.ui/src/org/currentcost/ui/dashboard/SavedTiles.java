package org.currentcost.ui.dashboard;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.dashboard.Tile.Area;
import org.currentcost.ui.kit.SeriesNames;

/**
 * The tiles of a dashboard as text, a line each:
 *
 * <pre>
 * tiles 1
 * now 0 0 2 1
 * course 0 1 4 1 3|Home
 * </pre>
 *
 * the kind, the column, the row, the width and the height, and the sensor unless it is the house.
 */
final class SavedTiles {

    private static final String HEADING = "tiles 1";
    private static final int FARTHEST_ROW = 1000;
    private static final Pattern LINE = Pattern.compile("(\\w+) (\\d{1,4}) (\\d{1,4}) (\\d{1,4}) (\\d{1,4})(?: (.+))?");
    private static final Pattern SENSOR = Pattern.compile("\\d{1,9}\\|.+");

    private SavedTiles() {
    }

    static String write(TileLayout layout) {
        return layout.tiles().stream().map(SavedTiles::line).collect(Collectors.joining("\n", HEADING + "\n", ""));
    }

    private static String line(Tile tile) {
        var area = tile.area();
        return tile.kind().saved() + " " + area.column() + " " + area.row() + " " + area.width() + " "
                + area.height() + tile.sensor().map(sensor -> " " + SeriesNames.save(sensor)).orElse("");
    }

    /**
     * {@return what was written}
     * <p>
     * Of damaged text what can be read; where that is nothing, the dashboard that everybody begins with.
     */
    static TileLayout read(String text) {
        var lines = text.lines().limit(TileLayout.MOST_TILES + 1L).toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADING)) {
            return TileLayout.standard();
        }
        var tiles = new ArrayList<Tile>();
        lines.subList(1, lines.size()).forEach(line -> tile(line).ifPresent(tiles::add));
        return tiles.isEmpty() && lines.size() > 1 ? TileLayout.standard() : new TileLayout(tiles);
    }

    private static Optional<Tile> tile(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int width = Integer.parseInt(matcher.group(4));
        int height = Integer.parseInt(matcher.group(5));
        int row = Integer.parseInt(matcher.group(3));
        var sensor = Optional.ofNullable(matcher.group(6));
        if (width < 1 || height < 1 || row > FARTHEST_ROW
                || sensor.filter(one -> !SENSOR.matcher(one).matches()).isPresent()) {
            return Optional.empty();
        }
        Optional<SeriesKey> key = sensor.map(SeriesNames::parse);
        return TileKind.of(matcher.group(1)).map(kind -> new Tile(kind, kind.ofSensor() ? key : Optional.empty(),
                new Area(Integer.parseInt(matcher.group(2)), row, width, height)));
    }
}
