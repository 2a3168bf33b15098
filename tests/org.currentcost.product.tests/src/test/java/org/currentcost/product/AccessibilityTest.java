package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.currentcost.product.ScreenReader.Node;
import org.currentcost.product.ScreenReader.Place;
import org.currentcost.product.ScreenReader.State;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a screen reader gets to know of the packaged program, asked over AT-SPI from outside. */
class AccessibilityTest {

    private static final String TITLE = "CurrentCost Workbench";
    /** What is operated, and so has to say what it is for. */
    private static final Set<String> OPERATED = Set.of("push button", "toggle button", "check box", "radio button",
            "combo box", "text", "password text", "entry", "spin button", "slider", "table", "tree table", "tree",
            "list",
            "list box", "image", "page tab", "page tab list", "menu", "menu item", "check menu item", "radio menu item",
            "link", "statusbar", "color chooser");
    /** What is reached by Tab wherever it is. */
    private static final Set<String> REACHED = Set.of("image", "table", "tree table");
    private static final Set<String> DRAWINGS = Set.of("Now", "Chart");
    private static final Set<String> WITHOUT_CHART = Set.of("Diagnostics", "MQTT");
    private static final int MOST_STOPS = 120;
    private static final Pattern CHART = Pattern
            .compile("[^,:]+, Home · [^:]+: (bars|lines|points|heat map, .+|bars of .+)");
    private static final Pattern TIME = Pattern.compile("\\b20\\d\\d\\b|\\d:\\d\\d");
    private static final Pattern VALUE = Pattern.compile("€\\d|\\d\\p{Z}?(W|kW|Wh|kWh|MWh|€)\\b");
    private static final Pattern COVERAGE = Pattern.compile("measured|known|estimated");

    @TempDir
    private Path folder;
    private Screen screen;
    private ScreenReader reader;
    private Command window;

    @BeforeEach
    void open() throws Exception {
        screen = new Screen();
        reader = new ScreenReader(Files.createDirectory(folder.resolve("bus")), screen);
        String data = folder.resolve("data").toString();
        var lines = new ArrayList<>(List.of("time,house,oven"));
        var now = Instant.now();
        // So that also a chart of months has two points, and one of this year has one in its first hour.
        var start = now.minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.DAYS);
        for (var time = start; !time.isAfter(now); time = time.plus(Duration.ofMinutes(10))) {
            lines.add(time + "," + (300 + time.getEpochSecond() % 7000 / 10) + "," + time.getEpochSecond() % 3);
        }
        var file = Files.write(folder.resolve("readings.csv"), lines);
        // It tells how it reads the file, which is no failure.
        try (var done = Product.start("import", file.toString(), "--mapping", "columns=time,W,W:1;every=10m", "--data",
                data)) {
            assertEquals(0, done.exitCode(), done::toString);
        }
        Product.run("tariff", "--price", "0.30", "--currency", "EUR", "--data", data);
        var installation = Installation.copy(folder.resolve("currentcost"));
        installation.run(0, "feature", "install", "mqtt");
        var builder = installation.builder("--data", data);
        reader.hear(builder);
        window = new Command(builder);
        screen.awaitWindow(TITLE, window);
    }

    @AfterEach
    void close() throws Exception {
        if (window != null) {
            window.close();
        }
        reader.close();
        screen.close();
    }

    @Test
    void everythingIsNamedAndReachedByTabAndChartsSpeak() throws Exception {
        var place = reader.window(TITLE);
        for (String perspective : List.of("MQTT", "History", "Costs", "Diagnostics", "Live")) {
            show(perspective, place);
            assertEquals(Set.of(), unnamed(place, perspective), "has no name in " + perspective);
            walk(perspective, reader.walk(place));
        }
    }

    /** Presses the perspective's button and waits until what is in it is there. */
    private void show(String perspective, Place place) throws Exception {
        ScreenReader.await("the button " + perspective, () -> {
            var button = reader.walk(place).all().stream().filter(node -> node.role().equals("toggle button")
                    && node.name().equals(perspective)).findFirst();
            if (button.isPresent()) {
                reader.act(button.get());
            }
            return button.isPresent();
        });
        ScreenReader.await("the focus, and charts named by view, meter and kind, in " + perspective, () -> {
            var all = reader.walk(place).all();
            return all.stream().anyMatch(node -> node.role().equals("panel") && node.name().equals(perspective))
                    && all.stream().anyMatch(node -> node.is(State.FOCUSED) && !node.role().equals("toggle button"))
                    && all.stream().anyMatch(node -> node.role().equals("image") || WITHOUT_CHART.contains(perspective))
                    && charts(all).allMatch(chart -> CHART.matcher(chart.name()).matches());
        });
    }

    /** {@return what has no name also after a while: names follow what they are made of within a second} */
    private Set<String> unnamed(Place place, String perspective) throws Exception {
        var left = new TreeSet<String>();
        Patience.holdsWithin(Duration.ofSeconds(20), () -> {
            left.clear();
            collectUnnamed(reader.walk(place), perspective, left);
            return left.isEmpty();
        });
        return left;
    }

    private static void collectUnnamed(Node node, String where, Set<String> unnamed) {
        if (OPERATED.contains(node.role()) && node.name().isBlank()) {
            unnamed.add(node.role() + " in " + where);
        }
        for (var child : node.children()) {
            collectUnnamed(child, node.name().isBlank() ? where : node.toString(), unnamed);
        }
    }

    /** What is painted but for drawings that speak otherwise. */
    private static Stream<Node> charts(List<Node> all) {
        return all.stream().filter(node -> node.role().equals("image") && !DRAWINGS.contains(node.name()));
    }

    /** Presses Tab until it comes round, and walks through each chart on the way. */
    private void walk(String perspective, Node shown) throws Exception {
        var stops = new LinkedHashSet<Place>();
        var words = new ArrayList<String>();
        var start = next("Tab");
        for (var stop = start; stops.add(stop); stop = next("Tab")) {
            assertTrue(stops.size() <= MOST_STOPS, () -> perspective + ": Tab never comes round: " + words);
            String role = reader.role(stop);
            words.add(role + ' ' + reader.name(stop));
            assertFalse(reader.name(stop).isBlank(), () -> perspective + ": Tab reaches what has no name: " + words);
            if (CHART.matcher(reader.name(stop)).matches()) {
                walkChart(perspective, stop);
            }
        }
        var missed = shown.all().stream().filter(node -> REACHED.contains(node.role()) && node.is(State.ENABLED)
                && !stops.contains(node.place())).map(Node::toString).toList();
        assertEquals(List.of(), missed, () -> perspective + ": not reached by Tab: " + words);
        assertEquals(start, stops.getFirst());
    }

    private Place next(String key) throws Exception {
        int before = reader.changes().size();
        screen.press(key);
        return reader.focusAfter(before);
    }

    private void walkChart(String perspective, Place chart) throws Exception {
        String name = reader.name(chart);
        var spoken = new ArrayList<String>();
        for (String key : List.of("Home", "Right")) {
            spoken.add(hear(chart, name, key));
        }
        System.out.println(name + ": " + spoken);
        assertFalse(spoken.get(0).equals(spoken.get(1)), () -> name + ": the arrow key says nothing new: " + spoken);
        for (String said : spoken) {
            // In January the year has one month that is known.
            boolean known = said.equals(spoken.getFirst()) || !said.contains("no readings");
            assertTrue(!known || VALUE.matcher(said).find(), () -> name + ": no value in " + said);
            assertTrue(TIME.matcher(said).find(), () -> name + ": no time in " + said);
            // A single reading is there or not.
            assertTrue(!known || perspective.equals("Live") || COVERAGE.matcher(said).find(),
                    () -> name + ": no coverage in " + said);
        }
        int before = reader.changes().size();
        screen.press("Escape");
        awaitChange(chart, name, before);
        assertEquals(name, reader.name(chart), "Esc releases");
    }

    /** {@return what a key lets the chart say} */
    private String hear(Place chart, String name, String key) throws Exception {
        int before = reader.changes().size();
        screen.press(key);
        awaitChange(chart, key + " in " + name, before);
        return reader.name(chart);
    }

    private void awaitChange(Place chart, String name, int before) throws Exception {
        ScreenReader.await("the chart says something at " + name, () -> reader.changes()
                .stream()
                .skip(before)
                .anyMatch(one -> one.kind().equals("property-change:accessible-name") && one.place().equals(chart)));
    }
}
