package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.currentcost.ui.Widgets;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.EverydayWorkbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The views of patterns, over forty days of long ago. On day d the house uses 500 W + 10 W x d, a quarter of it by
 * sensor 1, at 10 °C + d x 0.5 °C: so a day has 12 kWh + 0.24 kWh x d, and half a degree goes with 0.24 kWh.
 */
@ExtendWith(EverydayWorkbench.class)
class PatternViewsTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Demo", 0);
    private static final SeriesKey INSIDE = SeriesKey.power("Demo", 1);
    private static final SeriesKey TEMPERATURE = new SeriesKey("Demo", 0, Quantity.TEMPERATURE);
    private static final Duration PERIOD = Duration.ofSeconds(12);
    private static final int DAYS = 40;
    /** In months in which no clock changes, and before all that the demo meter remembers. */
    private static final LocalDate START = LocalDate.of(2021, 1, 1);
    private static final long METERS_WATT_HOURS = 12_300;

    private static RunningWorkbench workbench;
    private static TimeRange past;
    private static int tests;

    @TempDir
    private Path folder;

    @BeforeAll
    static void recordAPast() throws Exception {
        workbench = EverydayWorkbench.get();
        var store = workbench.store();
        var start = START.atStartOfDay(store.zone());
        past = new TimeRange(start.toInstant(), start.plusDays(DAYS).toInstant());
        try (var bulk = store.bulkAppend()) {
            for (int day = 0; day < DAYS; day++) {
                long milliwatts = 500_000 + 10_000L * day;
                var end = start.plusDays(day + 1).toInstant();
                for (var at = start.plusDays(day).toInstant(); at.isBefore(end); at = at.plus(PERIOD)) {
                    bulk.add(HOUSE, Reading.of(at, milliwatts));
                    bulk.add(INSIDE, Reading.of(at, milliwatts / 4));
                    bulk.add(TEMPERATURE, Reading.of(at, 10_000 + 500L * day));
                }
            }
        }
        store.appendHistory(HOUSE, List.of(new HistoryBlock(HistorySpan.DAY, past.startMillis(),
                start.plusDays(1).toInstant().toEpochMilli(), METERS_WATT_HOURS)));
    }

    @BeforeEach
    void lookAtThePast() {
        tests++;
        workbench.act(() -> {
            services().choices().unit().set(AmountUnit.ENERGY);
            services().choices().sensors().set(List.of(HOUSE));
            services().choices().span().set(Optional.empty());
            services().time().show(past);
        });
    }

    @AfterEach
    void allIsAsBefore() {
        workbench.act(() -> {
            for (IViewReference view : workbench.page().getViewReferences()) {
                if (view.getView(false) instanceof InjectedView made && made.content() instanceof FigureView) {
                    workbench.page().hideView(view);
                }
            }
            services().choices().sensors().set(List.of());
            services().time().show(TimeRangeService.Preset.MONTH);
        });
    }

    private static FigureServices services() {
        return workbench.services();
    }

    private static InjectedView made(String id) throws Exception {
        return (InjectedView) workbench.page().showView(id, "pattern" + tests, IWorkbenchPage.VIEW_ACTIVATE);
    }

    private static FigureView<?> view(String id) throws Exception {
        return (FigureView<?>) made(id).content();
    }

    /** {@return the lines of the CSV file that the view saves, once one of them begins as asked for} */
    private List<String> csv(String id, String lineStart) throws Exception {
        Path file = folder.resolve("figures.csv");
        workbench.await(id + " tells " + lineStart, () -> {
            var view = view(id);
            if (view.answer().isEmpty()) {
                return false;
            }
            view.writeCsv(file);
            return Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(lineStart));
        });
        return Files.readAllLines(file);
    }

    private static double[] numbers(String line, int from) {
        return Arrays.stream(line.split(",")).skip(from).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void theLoadProfileHasADayInEachRowAndAnHourInEachColumn() throws Exception {
        var lines = csv(ViewIds.LOAD_PROFILE, "2021-02-09,");
        assertEquals(1 + DAYS, lines.size());
        var hours = numbers(lines.get(11), 1);
        assertEquals(24, hours.length);
        for (double kilowattHours : hours) {
            assertEquals(0.6, kilowattHours, 1e-3);
        }
    }

    @Test
    void appliancesHaveTheirShareAndTheRestIsUnknown() throws Exception {
        var lines = csv(ViewIds.APPLIANCES, "House,");
        double house = 12.0 * DAYS + 0.24 * DAYS * (DAYS - 1) / 2;
        assertRow(lines, "House,", house, 1);
        assertRow(lines, "Sensor 1,", house / 4, 0.25);
        assertRow(lines, "Unknown rest,", house * 3 / 4, 0.75);
    }

    private static void assertRow(List<String> lines, String name, double kilowattHours, double share) {
        var line = lines.stream().filter(one -> one.startsWith(name)).findFirst().orElseThrow();
        assertEquals(kilowattHours, Double.parseDouble(line.split(",")[1]), 0.05, line);
        assertEquals(share, Double.parseDouble(line.split(",")[2]), 0.001, line);
    }

    @Test
    void eachDayIsSetAgainstItsTemperature() throws Exception {
        var lines = csv(ViewIds.TEMPERATURE_USE, "2021-02-09,");
        assertEquals(1 + DAYS, lines.size());
        var point = numbers(lines.get(21), 1);
        assertEquals(20, point[0], 0.01);
        assertEquals(12 + 0.24 * 20, point[1], 0.01);
    }

    @Test
    void trendsTellTheExtremesTheBaseLoadAndThePeak() throws Exception {
        var lines = csv(ViewIds.TRENDS, "\"Your base load").stream().map(line -> line.replace('\u202f', ' ')).toList();
        assertTrue(lines.stream().anyMatch(line -> line.contains("lowest day is 12.0 kWh")
                && line.contains("Jan 1, 2021") && line.contains("21.4 kWh")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("The peak is 890 W")), lines.toString());
    }

    @Test
    void theMetersMemoryIsHeldAgainstLiveReadings() throws Exception {
        var lines = csv(ViewIds.RECONCILIATION, START.atStartOfDay(workbench.store().zone()).toInstant() + ",");
        assertEquals(2, lines.size(), lines.toString());
        var cells = lines.get(1).split(",");
        assertEquals(12.0, Double.parseDouble(cells[2]), 0.01);
        assertEquals(12.3, Double.parseDouble(cells[4]), 0.001);
        assertEquals(-0.3, Double.parseDouble(cells[5]), 0.01);
    }

    @Test
    void whereLiveReadingsCoverNothingTheyAreNotZero() throws Exception {
        var key = SeriesKey.power("Demo", 2);
        var start = LocalDate.of(2019, 5, 1).atStartOfDay(workbench.store().zone());
        var day = new TimeRange(start.toInstant(), start.plusDays(1).toInstant());
        workbench.store().appendHistory(key, List.of(new HistoryBlock(HistorySpan.DAY, day.startMillis(),
                day.endMillis(), METERS_WATT_HOURS)));
        workbench.act(() -> {
            services().choices().sensors().set(List.of(key));
            services().time().show(day);
        });
        var cells = csv(ViewIds.RECONCILIATION, day.start() + ",").get(1).split(",");
        assertEquals("", cells[2]);
        assertEquals(0, Double.parseDouble(cells[3]));
        assertEquals(12.3, Double.parseDouble(cells[4]), 0.001);
    }

    @Test
    void allBeginsWithTheMetersMemory() throws Exception {
        var start = LocalDate.of(2018, 2, 1).atStartOfDay(workbench.store().zone()).toInstant();
        workbench.store().appendHistory(SeriesKey.power("Demo", 3), List.of(new HistoryBlock(HistorySpan.DAY,
                start.toEpochMilli(), start.plus(Duration.ofDays(1)).toEpochMilli(), METERS_WATT_HOURS)));
        workbench.act(() -> services().time().show(TimeRangeService.Preset.ALL));
        assertEquals(start, workbench.ui(() -> services().time().shown().get().range().start()));
    }

    @ParameterizedTest
    @ValueSource(strings = {ViewIds.LOAD_PROFILE, ViewIds.APPLIANCES, ViewIds.TEMPERATURE_USE, ViewIds.TRENDS,
        ViewIds.RECONCILIATION})
    void whatIsShownIsSavedAsAPicture(String id) throws Exception {
        Path file = folder.resolve("view.png");
        workbench.await("figures of " + id, () -> view(id).answer().isPresent());
        workbench.act(() -> view(id).writePng(file));
        var picture = ImageIO.read(file.toFile());
        long colours = picture.getWidth() < 50
                ? 0
                : Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0,
                        picture.getWidth())).distinct().count();
        assertTrue(colours > 2, id + " has " + colours + " colours");
    }

    @ParameterizedTest
    @ValueSource(strings = {ViewIds.LOAD_PROFILE, ViewIds.APPLIANCES, ViewIds.TEMPERATURE_USE, ViewIds.TRENDS})
    void moneyWithoutATariffSaysSo(String id) {
        workbench.act(() -> services().choices().unit().set(AmountUnit.MONEY));
        workbench.await(id + " says that there is no tariff", () -> Widgets.all(Widgets.pane(made(id)),
                Control.class).filter(control -> control.isVisible())
                .anyMatch(control -> control instanceof Label label
                        && label.getText().contains("No tariff")
                        || control instanceof StyledText text
                                && text.getText().contains("No tariff")));
        workbench.act(() -> services().choices().unit().set(AmountUnit.ENERGY));
    }
}
