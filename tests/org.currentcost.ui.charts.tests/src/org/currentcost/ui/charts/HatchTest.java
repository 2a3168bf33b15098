package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HatchTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 20, 40", "13, 7, 5, 5", "101, 33, 60, 9", "-10, -3, 30, 12"})
    void noLineLeavesTheBoxAndAllAreSlantedAlike(int x, int y, int width, int height) {
        Rectangle box = new Rectangle(x, y, width, height);
        List<Hatch.Line> lines = Hatch.lines(box);
        assertTrue(lines.size() >= (width + height) / 5 - 1, lines.size() + " lines");
        for (Hatch.Line line : lines) {
            assertTrue(line.x1() >= x && line.x2() <= x + width, line.toString());
            assertTrue(line.y2() >= y && line.y1() <= y + height, line.toString());
            assertEquals(line.x1() + line.y1(), line.x2() + line.y2());
            // the same lines in a box beside it
            assertEquals(0, Math.floorMod((int) (line.x1() + line.y1()), 5));
        }
    }
}
