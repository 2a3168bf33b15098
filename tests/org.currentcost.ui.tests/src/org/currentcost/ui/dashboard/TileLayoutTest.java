package org.currentcost.ui.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.dashboard.Tile.Area;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tiles are, and where they go when one of them is added, moved, sized or removed. */
class TileLayoutTest {

    private static Tile tile(int column, int row, int width, int height) {
        return new Tile(TileKind.NOW, Optional.empty(), new Area(column, row, width, height));
    }

    private static TileLayout of(Tile... tiles) {
        return new TileLayout(List.of(tiles));
    }

    private static void assertSound(TileLayout layout) {
        var tiles = layout.tiles();
        for (int i = 0; i < tiles.size(); i++) {
            assertTrue(tiles.get(i).area().endColumn() <= TileLayout.COLUMNS, layout::toString);
            for (int j = i + 1; j < tiles.size(); j++) {
                assertFalse(tiles.get(i).area().overlaps(tiles.get(j).area()), layout::toString);
            }
        }
        for (int row = 0; row < layout.rows(); row++) {
            int wanted = row;
            assertTrue(tiles.stream().anyMatch(one -> one.area().row() <= wanted && wanted < one.area().endRow()),
                    () -> "row " + wanted + " is empty: " + layout);
        }
        assertEquals(layout, SavedTiles.read(SavedTiles.write(layout)));
    }

    @Test
    void theFirstDashboardTellsNowTodayTheMonthTheDayAndTheCheapestHours() {
        var standard = TileLayout.standard();
        assertSound(standard);
        assertEquals(List.of(TileKind.NOW, TileKind.TODAY, TileKind.MONTH, TileKind.COURSE, TileKind.CHEAPEST),
                standard.tiles().stream().map(Tile::kind).toList());
        assertEquals(2, standard.rows());
    }

    @Test
    void aNewTileGoesWhereThereIsRoom() {
        var layout = of(tile(0, 0, 2, 1), tile(4, 0, 2, 1)).with(TileKind.MONTH, Optional.empty());
        assertEquals(new Area(2, 0, 2, 1), layout.tiles().getLast().area());
        assertEquals(new Area(0, 1, 4, 1), layout.with(TileKind.COURSE, Optional.empty()).tiles().getLast().area());
    }

    @Test
    void aTileMovesIntoFreeRoomAndLeavesTheOthersAlone() {
        var layout = of(tile(0, 0, 2, 1), tile(0, 1, 6, 1)).moved(0, 3, 0);
        assertEquals(List.of(tile(3, 0, 2, 1), tile(0, 1, 6, 1)), layout.tiles());
    }

    @Test
    void aTileChangesPlacesWithTheOneThatItIsMovedOnto() {
        var side = of(tile(0, 0, 2, 1), tile(2, 0, 2, 1)).moved(0, 2, 0);
        assertEquals(List.of(tile(2, 0, 2, 1), tile(0, 0, 2, 1)), side.tiles());
        var down = of(tile(0, 0, 2, 1), tile(0, 1, 2, 1)).moved(0, 0, 1);
        assertEquals(List.of(tile(0, 1, 2, 1), tile(0, 0, 2, 1)), down.tiles());
        var up = of(tile(0, 0, 6, 2), tile(0, 2, 2, 1)).moved(1, 0, 0);
        assertEquals(List.of(tile(0, 1, 6, 2), tile(0, 0, 2, 1)), up.tiles());
        var across = of(tile(0, 0, 2, 1), tile(4, 1, 2, 1), tile(0, 1, 4, 1)).moved(0, 4, 1);
        assertEquals(List.of(tile(4, 1, 2, 1), tile(4, 0, 2, 1), tile(0, 1, 4, 1)), across.tiles());
    }

    @Test
    void whatCannotChangePlacesIsPushedDown() {
        var layout = of(tile(0, 0, 2, 1), tile(2, 0, 4, 1)).moved(0, 1, 0);
        assertEquals(List.of(tile(1, 0, 2, 1), tile(2, 1, 4, 1)), layout.tiles());
    }

    @Test
    void noTileLeavesTheGrid() {
        var layout = of(tile(0, 0, 2, 1), tile(2, 0, 2, 1));
        assertEquals(layout, layout.moved(0, -3, -1));
        assertEquals(new Area(4, 0, 2, 1), layout.moved(1, 99, 0).tiles().get(1).area());
        assertEquals(new Area(2, 1, 2, 1), layout.moved(1, 2, 99).tiles().get(1).area(), "one row below the last");
    }

    @Test
    void aTileThatGrowsPushesDownWhatIsInItsWay() {
        var layout = of(tile(0, 0, 2, 1), tile(2, 0, 2, 1), tile(0, 1, 6, 1)).sized(0, 3, 2);
        assertEquals(List.of(tile(0, 0, 3, 2), tile(2, 2, 2, 1), tile(0, 3, 6, 1)), layout.tiles());
        assertEquals(new Area(0, 0, 6, TileLayout.MOST_ROWS), layout.sized(0, 99, 99).tiles().getFirst().area());
        assertEquals(new Area(0, 0, 1, 1), layout.sized(0, 0, -1).tiles().getFirst().area());
    }

    @Test
    void aRowThatIsLeftEmptyIsGone() {
        var layout = of(tile(0, 0, 2, 1), tile(0, 1, 6, 2), tile(3, 3, 1, 1)).without(1);
        assertEquals(List.of(tile(0, 0, 2, 1), tile(3, 1, 1, 1)), layout.tiles());
        assertEquals(0, of(tile(0, 0, 1, 1)).without(0).rows());
    }

    @Test
    void whatWasWrittenOverAnotherOneStandsBelowIt() {
        var layout = of(tile(0, 0, 4, 2), tile(2, 1, 9, 90));
        assertEquals(List.of(tile(0, 0, 4, 2), tile(0, 2, 6, TileLayout.MOST_ROWS)), layout.tiles());
    }

    @Test
    void inANarrowViewTilesFollowEachOtherAndNoneIsWiderThanTheView() {
        var layout = of(tile(0, 0, 2, 1), tile(2, 0, 4, 1), tile(0, 1, 2, 1));
        assertEquals(List.of(new Area(0, 0, 2, 1), new Area(0, 1, 4, 1), new Area(2, 0, 2, 1)), layout.fitted(4));
        assertEquals(List.of(new Area(0, 0, 2, 1), new Area(0, 1, 2, 1), new Area(0, 2, 2, 1)), layout.fitted(2));
        assertEquals(layout.tiles().stream().map(Tile::area).toList(), layout.fitted(6));
    }

    @Test
    void whatIsMovedInANarrowViewComesEarlierOrLaterInAWideOne() {
        var first = SeriesKey.power("Home", 1);
        var layout = of(tile(0, 0, 2, 1), new Tile(TileKind.COURSE, Optional.of(first), new Area(2, 0, 4, 1)));
        var moved = layout.movedIn(2, 1, 0, 0);
        assertEquals(new Area(0, 0, 4, 1), moved.tiles().get(1).area());
        assertEquals(new Area(4, 0, 2, 1), moved.tiles().get(0).area());
        assertEquals(layout, layout.movedIn(2, 0, 1, 0), "nowhere else to go");
    }

    @Test
    void thereIsNoEndlessNumberOfTiles() {
        var layout = new TileLayout(List.of());
        for (int i = 0; i < TileLayout.MOST_TILES + 5; i++) {
            layout = layout.with(TileKind.NOW, Optional.empty());
        }
        assertEquals(TileLayout.MOST_TILES, layout.tiles().size());
        assertSound(layout);
    }

    @Test
    void whateverIsDoneNoTwoOverlapAndNoneIsLost() {
        for (int seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var layout = TileLayout.standard();
            int count = layout.tiles().size();
            for (int step = 0; step < 40; step++) {
                int index = random.nextInt(layout.tiles().size());
                layout = switch (random.nextInt(5)) {
                    case 0 -> layout.moved(index, random.nextInt(9) - 1, random.nextInt(9) - 1);
                    case 1 -> layout.sized(index, random.nextInt(8), random.nextInt(8));
                    case 2 -> layout.movedIn(1 + random.nextInt(6), index, random.nextInt(6), random.nextInt(9));
                    case 3 -> layout.withSensor(index, Optional.of(SeriesKey.power("A b|c", random.nextInt(9))));
                    default -> layout.with(TileKind.values()[random.nextInt(6)], Optional.empty());
                };
                count = Math.max(count, layout.tiles().size());
                assertEquals(count, layout.tiles().size());
                assertNoneOverlaps(layout);
                for (int columns = 1; columns < TileLayout.COLUMNS; columns++) {
                    var places = layout.fitted(columns);
                    var narrow = new ArrayList<Tile>();
                    places.forEach(area -> narrow.add(new Tile(TileKind.NOW, Optional.empty(), area)));
                    assertEquals(places, new TileLayout(narrow).tiles().stream().map(Tile::area).toList());
                }
            }
        }
    }

    private static void assertNoneOverlaps(TileLayout layout) {
        var sensible = new TileLayout(layout.tiles().stream()
                .map(one -> one.kind().ofSensor() ? one : new Tile(one.kind(), Optional.empty(), one.area()))
                .toList());
        assertSound(sensible);
        assertEquals(layout, new TileLayout(layout.tiles()));
    }

    // as text

    @Test
    void textTellsTheKindThePlaceAndTheSensor() {
        var layout = of(tile(0, 0, 2, 1), new Tile(TileKind.COURSE, Optional.of(SeriesKey.power("My | meter", 3)),
                new Area(0, 1, 4, 2)));
        assertEquals("tiles 1\nnow 0 0 2 1\ncourse 0 1 4 2 3|My | meter", SavedTiles.write(layout));
        assertSound(layout);
        assertSound(new TileLayout(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "tiles", "tiles 2\nnow 0 0 2 1", "tiles 1\nnonsense", "now 0 0 2 1",
        "tiles 1\nnow -1 0 2 1", "tiles 1\nnow 0 0 0 0", "tiles 1\nnow 0 0 2", "tiles 1\ngauge 0 0 2 1",
        "tiles 1\nnow 99999999999999 0 2 1", "tiles 1\nnow 0 9999 2 1", "tiles 1\ncourse 0 0 2 1 x|Home",
        "tiles 1\ncourse 0 0 2 1 99999999999|Home", "tiles 1\ncourse 0 0 2 1 3", "\u0000\uffff", "<xml/>"})
    void ofTextThatTellsNothingTheFirstDashboardIsMade(String damaged) {
        assertEquals(TileLayout.standard(), SavedTiles.read(damaged));
    }

    @Test
    void whatIsDamagedDoesNotTakeTheRestWithIt() {
        assertEquals(List.of(tile(0, 0, 2, 1), tile(2, 0, 1, 1)),
                SavedTiles.read("tiles 1\nnow 0 0 2 1\nnow 0 0\ngauge 0 3 1 1\nnow 2 0 1 1").tiles());
    }

    @Test
    void overlongTextIsReadAsFarAsADashboardGoes() {
        var text = new StringBuilder("tiles 1");
        for (int i = 0; i < 100_000; i++) {
            text.append("\nnow 0 0 6 6");
        }
        assertEquals(TileLayout.MOST_TILES, SavedTiles.read(text.toString()).tiles().size());
    }
}
