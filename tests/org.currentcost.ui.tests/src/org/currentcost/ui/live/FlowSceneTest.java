package org.currentcost.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.LiveFlow;
import org.currentcost.accounting.LiveNow;
import org.currentcost.accounting.LivePower;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Power;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.eclipse.swt.graphics.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a flow lies: all of it inside the canvas, nothing upon another thing, widths by power. */
class FlowSceneTest {

    private static final int TEXT = 18;

    private static LiveNow.Sensed sensed(int number, SensorRole role, long watts, Integer... inside) {
        return new LiveNow.Sensed(
                new Sensor(SeriesKey.power("Home", number),
                        new SensorSettings("", role, false, Optional.empty(), Optional.empty()), 0, List.of(inside)),
                Optional.of(new LivePower.Value(new Power(watts * 1000), Instant.EPOCH, false)));
    }

    private static LiveFlow flow(int sensors, boolean sun) {
        var all = new ArrayList<LiveNow.Sensed>();
        all.add(sensed(0, SensorRole.HOUSE, 3000));
        for (int i = 1; i <= sensors; i++) {
            all.add(i > 2 ? sensed(i, SensorRole.INSIDE_HOUSE, 20 * i, 2) : sensed(i, SensorRole.INSIDE_HOUSE, 700));
        }
        if (sun) {
            all.add(sensed(20, SensorRole.GENERATION, 4000));
            all.add(sensed(21, SensorRole.EXPORT, 1000));
        }
        return LiveFlow.of(all);
    }

    @ParameterizedTest
    @CsvSource({"1346,560", "1040,270", "380,240", "1900,1000", "3800,2000", "240,600", "40,30", "1,1"})
    void everythingHasItsPlace(int width, int height) {
        for (int sensors : new int[]{0, 1, 4, 12}) {
            for (boolean sun : new boolean[]{false, true}) {
                var flow = flow(sensors, sun);
                var scene = FlowScene.of(flow, new Point(width, height), TEXT);
                assertEquals(flow.nodes().size(), scene.boxes().size());
                assertEquals(flow.links().size(), scene.ribbons().size());
                if (width >= 380 && height >= 240) {
                    assertApart(scene, sensors + " sensors at " + width + " x " + height);
                }
            }
        }
    }

    /** Twenty sensors in a low view: their rows can be read, and what is put together is as much as before. */
    @ParameterizedTest
    @CsvSource({"1346,560", "1040,270", "380,240", "1900,1000"})
    void noRowIsTooThinToBeRead(int width, int height) {
        var size = new Point(width, height);
        for (int sensors : new int[]{4, 14, 20, 60}) {
            var all = new ArrayList<LiveNow.Sensed>();
            all.add(sensed(0, SensorRole.HOUSE, 9000));
            for (int i = 1; i <= sensors; i++) {
                all.add(sensed(i, SensorRole.INSIDE_HOUSE, 10 * i));
            }
            var whole = LiveFlow.of(all);
            var folded = whole.folded(FlowScene.mostRows(size, TEXT), LiveFlow.of(List.of()));
            var scene = FlowScene.of(folded, size, TEXT);
            assertApart(scene, sensors + " sensors at " + size);
            assertTrue(scene.boxes().stream().allMatch(box -> box.area().height >= TEXT * 0.8), scene.toString());
            assertEquals(inside(whole), inside(folded));
            int together = folded.nodes().stream().mapToInt(LiveFlow.Node::together).sum();
            int own = (int) folded.nodes().stream().filter(node -> node.kind() == LiveFlow.Kind.SENSOR).count();
            assertEquals(sensors, own + together);
            assertTrue(folded.nodes().stream().flatMap(node -> node.sensor().stream())
                    .anyMatch(one -> one.key().sensor() == sensors), "the largest one stands for itself");
        }
    }

    private static long inside(LiveFlow flow) {
        return flow.links().stream().filter(link -> flow.nodes().get(link.to()).parent().isPresent())
                .mapToLong(link -> link.power().milliwatts()).sum();
    }

    private static void assertApart(FlowScene scene, String what) {
        for (int i = 0; i < scene.boxes().size(); i++) {
            var one = scene.boxes().get(i).area();
            assertTrue(one.x >= 0 && one.y >= 0 && one.x + one.width <= scene.size().x
                    && one.y + one.height <= scene.size().y + 1, one + " of " + what);
            for (int j = 0; j < i; j++) {
                assertFalse(one.intersects(scene.boxes().get(j).area()), one + " upon another one of " + what);
            }
        }
        for (var ribbon : scene.ribbons()) {
            assertTrue(ribbon.fromX() < ribbon.toX(), ribbon + " of " + what);
            assertTrue(ribbon.toY() - ribbon.width() / 2 >= -1
                    && ribbon.toY() + ribbon.width() / 2 <= scene.size().y + 1, ribbon + " of " + what);
        }
    }

    @Test
    void widthsAreByPowerAndTextsByTheSizeOfTheCanvas() {
        var flow = flow(4, true);
        var scene = FlowScene.of(flow, new Point(1346, 560), TEXT);
        double perPower = 0;
        for (int i = 0; i < scene.ribbons().size(); i++) {
            double power = flow.links().get(i).power().milliwatts();
            if (power > 0) {
                double one = scene.ribbons().get(i).width() / power;
                assertEquals(one, perPower == 0 ? one : perPower, one * 1e-9);
                perPower = one;
            }
        }
        assertTrue(perPower > 0);
        int across = FlowScene.of(flow, new Point(1900, 1060), TEXT).textHeight();
        assertTrue(across > 1.5 * scene.textHeight(), across + " beside " + scene.textHeight());
        assertTrue(FlowScene.of(flow, new Point(380, 280), TEXT).textHeight() < TEXT);
    }

    @Test
    void whatGoesOutPassesBelowTheHouse() {
        var flow = flow(1, true);
        var scene = FlowScene.of(flow, new Point(1346, 560), TEXT);
        var house = scene.boxes().get(index(flow, LiveFlow.Kind.HOUSE)).area();
        int export = index(flow, LiveFlow.Kind.EXPORT);
        var out = scene.ribbons().get(flow.links().indexOf(flow.links().stream().filter(link -> link.to() == export)
                .findFirst().orElseThrow()));
        assertTrue(out.toY() - out.width() / 2 >= house.y + house.height, out + " below " + house);
        assertTrue(out.curveX() <= house.x, "it is as low before it comes there");
    }

    private static int index(LiveFlow flow, LiveFlow.Kind kind) {
        return flow.nodes().indexOf(flow.nodes().stream().filter(node -> node.kind() == kind).findFirst()
                .orElseThrow());
    }

    @Test
    void aNodeIsFoundByItsPlace() {
        var scene = FlowScene.of(flow(2, false), new Point(800, 400), TEXT);
        var area = scene.boxes().get(2).area();
        assertEquals(2, scene.nodeAt(area.x + 3, area.y + 3).orElseThrow());
        assertTrue(scene.nodeAt(-1, -1).isEmpty());
        assertTrue(FlowScene.of(LiveFlow.of(List.of()), new Point(10, 10), TEXT).nodeAt(1, 1).isEmpty());
    }
}
