package org.currentcost.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.ui.Arrangement;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The view Live over a meter that speaks sixty times as often as a real one. */
@ExtendWith(EverydayWorkbench.class)
class LiveViewTest {

    private static final RGB HOUSE_BLUE = new RGB(0x00, 0x72, 0xB2);

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    private static List<String> words() throws Exception {
        return Widgets.words(workbench.liveChart().control().getParent());
    }

    @Test
    void showsTheFigureItsUnitItsNameAndItsAge() {
        workbench.await("power of the house and its age", () -> {
            var words = words();
            int name = words.indexOf("Demo · House");
            return name >= 0 && words.size() > name + 2
                    && words.get(name + 1).matches("[\\d.]+\u202fW|\\d+\\.\\d\\d\u202fkW")
                    && words.get(name + 2).matches("\\d+ s ago");
        });
        workbench.await("temperature", () -> {
            var words = words();
            int name = words.indexOf("Temperature");
            return name >= 0 && words.get(name + 1).matches("-?\\d+\\.\\d\u202f°C");
        });
    }

    @Test
    void saysWhatTodayComesToSoFar() {
        workbench.await("today's energy", () -> {
            var words = words();
            int name = words.indexOf("Today");
            return name >= 0 && words.get(name + 1).matches("[\\d.]+\u202fk?Wh");
        });
    }

    @Test
    void saysThatThisIsTheDemoAndOffersAMeter() {
        workbench.await("the note on the demo", () -> words()
                .contains("This is a simulated house, to look around. <a>Connect a meter…</a>"));
    }

    @Test
    void isTitledByItsSensors() {
        workbench.await("title", () -> Arrangement.titles(workbench).equals(List.of("Live: House")));
    }

    @Test
    void drawsWhatComes(@TempDir Path pictures) {
        span("5 min");
        var picture = pictures.resolve("live.png");
        workbench.await("a line in the colour of the house", () -> {
            try (var out = Files.newOutputStream(picture)) {
                workbench.liveChart().writePng(out, "", "");
            }
            return count(new ImageData(picture.toString()), HOUSE_BLUE) > 30;
        });
        workbench.await("no word of emptiness", () -> !words().contains("No readings in this time."));
    }

    @Test
    void standsStillWhenTheUserMovesAndFollowsAgainByEnd() {
        span("5 min");
        var chart = workbench.liveChart();
        List<TimeRange> ranges = new CopyOnWriteArrayList<>();
        workbench.act(() -> chart.addRangeListener(ranges::add));
        Control plot = workbench.ui(() -> Widgets.all((Composite) chart.control(), Composite.class).findFirst()
                .orElseThrow());
        workbench.await("the last five minutes", () -> {
            ranges.clear();
            key(plot, SWT.ARROW_RIGHT, SWT.SHIFT);
            key(plot, SWT.END, 0);
            return !ranges.isEmpty() && ranges.getLast().length().equals(Duration.ofMinutes(5));
        });

        workbench.act(() -> wheel(plot, 3));
        var zoomed = ranges.getLast();
        assertTrue(zoomed.length().compareTo(Duration.ofMinutes(5)) < 0, "the wheel shows less time: " + zoomed);
        awaitReadings(30);
        workbench.act(() -> key(plot, SWT.ARROW_LEFT, SWT.SHIFT));
        var moved = ranges.getLast();
        var quarter = Duration.ofMillis(Math.round(zoomed.length().toMillis() * 0.25));
        assertEquals(zoomed.shifted(quarter.negated()), moved, "the chart stood still while readings came");

        workbench.act(() -> key(plot, SWT.END, 0));
        var before = Instant.now();
        awaitReadings(30);
        workbench.await("the newest five minutes again", () -> {
            ranges.clear();
            key(plot, SWT.ARROW_LEFT, SWT.SHIFT);
            key(plot, SWT.END, 0);
            var shown = ranges.getLast().shifted(Duration.ofSeconds(75));
            return shown.length().equals(Duration.ofMinutes(5)) && shown.end().isAfter(before);
        });
    }

    @Test
    void showsTheTemperatureAsAChartWhenAsked() {
        workbench.act(() -> {
            var menu = workbench.view(ViewIds.LIVE).getViewSite().getActionBars().getMenuManager();
            var action = Widgets.action(menu, "Show the temperature's chart");
            action.setChecked(true);
            action.run();
        });
        workbench.await("two charts", () -> charts().size() == 2);
        workbench.act(() -> {
            var menu = workbench.view(ViewIds.LIVE).getViewSite().getActionBars().getMenuManager();
            var action = Widgets.action(menu, "Show the temperature's chart");
            action.setChecked(false);
            action.run();
        });
        workbench.await("one chart", () -> charts().size() == 1);
    }

    private static List<Control> charts() throws Exception {
        var chart = workbench.liveChart().control();
        var result = new ArrayList<Control>();
        for (Control sibling : chart.getParent().getChildren()) {
            if (sibling.getClass() == chart.getClass() && sibling.isVisible()) {
                result.add(sibling);
            }
        }
        return result;
    }

    private static void span(String label) {
        workbench.act(() -> {
            var view = workbench.liveChart().control().getParent();
            Widgets.pressRadio(view, label);
        });
    }

    private static void awaitReadings(int count) {
        var live = workbench.recorder().live();
        long until = live.version() + count;
        workbench.await(count + " more readings", () -> live.version() >= until);
    }

    private static void key(Control plot, int code, int state) {
        var event = new Event();
        event.keyCode = code;
        event.stateMask = state;
        plot.notifyListeners(SWT.KeyDown, event);
    }

    private static void wheel(Control plot, int count) {
        var event = new Event();
        event.count = count;
        event.x = plot.getSize().x / 2;
        plot.notifyListeners(SWT.MouseVerticalWheel, event);
    }

    private static int count(ImageData image, RGB colour) {
        int count = 0;
        for (int y = 0; y < image.height; y++) {
            for (int x = 0; x < image.width; x++) {
                var pixel = image.palette.getRGB(image.getPixel(x, y));
                if (Math.abs(pixel.red - colour.red) + Math.abs(pixel.green - colour.green)
                        + Math.abs(pixel.blue - colour.blue) < 24) {
                    count++;
                }
            }
        }
        return count;
    }

    private static FigureServices services() {
        return workbench.services();
    }

    @Test
    void followsTheSensorsViewUnlessItHasSensorsOfItsOwn() {
        var first = SeriesKey.power("Demo", 1);
        workbench.act(() -> services().choices().sensors().set(List.of(first)));
        workbench.await("the selected sensor", () -> Arrangement.titles(workbench).equals(List.of("Live: Sensor 1")));
        workbench.act(() -> assertTrue(follow().isChecked(), "the menu says that it follows"));

        workbench.act(() -> follow().run());
        workbench.act(() -> services().choices().sensors().set(List.of()));
        workbench.act(() -> assertFalse(follow().isChecked()));
        workbench.await("its own sensor", () -> Arrangement.titles(workbench).equals(List.of("Live: Sensor 1")));

        workbench.act(() -> follow().run());
        workbench.await("the house again", () -> Arrangement.titles(workbench).equals(List.of("Live: House")));
    }

    private static IAction follow() throws Exception {
        var sensors = Widgets.action(workbench.view(ViewIds.LIVE).getViewSite().getActionBars().getToolBarManager(),
                "Sensors shown");
        var menu = sensors.getMenuCreator().getMenu(workbench.window().getShell());
        return ((ActionContributionItem) Widgets.entry(menu, "As selected in Sensors").getData()).getAction();
    }

    @Test
    void showsAComputedSensorHereAndInTheListOfSensors() throws Exception {
        var key = SeriesKey.power("Demo", SensorNumber.COMPUTED.first());
        services().household().save(new Sensor(key, new SensorSettings("Twice", SensorRole.INSIDE_HOUSE, false,
                Optional.of(4), Optional.of("0 + 0"))));
        workbench.content(ViewIds.SENSORS, SensorsView.class);
        var power = "-?([\\d.]+\u202fW|\\d+\\.\\d\\d\u202fkW)";
        workbench.await("a value in the list of sensors", () -> Widgets.all(workbench.window().getShell(), Tree.class)
                .filter(tree -> tree.getItemCount() > 0).flatMap(tree -> Arrays.stream(tree.getItem(0).getItems()))
                .anyMatch(item -> item.getText().equals("Twice") && item.getText(1).matches(power)));
        workbench.act(() -> workbench.content(ViewIds.LIVE, LiveView.class).choose(List.of(key)));
        workbench.await("its figure", () -> {
            var words = words();
            int name = words.indexOf("Demo · Twice");
            return name >= 0 && words.get(name + 1).matches(power);
        });
        span("5 min");
        workbench.await("its course", () -> !words().contains("No readings in this time."));
        workbench.act(() -> workbench.content(ViewIds.LIVE, LiveView.class).choose(List.of()));
        services().household().remove(key);
        workbench.await("the house again", () -> Arrangement.titles(workbench).equals(List.of("Live: House")));
    }
}
