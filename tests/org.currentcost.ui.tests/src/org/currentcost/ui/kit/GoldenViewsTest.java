package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.testkit.GoldenHouse;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IContributionManager;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.IWorkbenchPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the views of figures tell of a house of two meters, to the byte as it was: the tab's title, the line below the
 * chart, and the table. Where a change is wanted, the files that the failing test left in {@code target/golden} are
 * looked at and put in the place of those in {@code golden} beside this class.
 */
class GoldenViewsTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final List<SeriesKey> HOME = List.of(HOUSE, SeriesKey.power("Home", 1), SeriesKey.power("Home", 2));
    private static final List<SeriesKey> BOTH = List.of(HOUSE, SeriesKey.power("Barn", 0));
    /** The hour that the clocks skip is in it, an edit, and a day that is missing. */
    private static final TimeRange SPRING = days(LocalDate.of(2025, 3, 29), 2);
    /** The hour that the clocks repeat is in it. */
    private static final TimeRange AUTUMN = days(LocalDate.of(2025, 10, 20), 8);
    private static final TimeRange MONTH = days(LocalDate.of(2025, 3, 1), 31);
    private static final TimeRange ALL = days(LocalDate.of(2023, 2, 1), 1184);

    private static RunningWorkbench workbench;
    private static FigureServices services;
    private static int views;

    @TempDir
    private Path folder;

    /** @param choice what is chosen in the view's menu before; empty for nothing */
    record Look(String view, List<SeriesKey> sensors, TimeRange range, AmountUnit unit, String choice) {

        String file() {
            return (view.substring(view.lastIndexOf('.') + 1) + " "
                    + LocalDate.ofInstant(range.start(), GoldenHouse.ZONE)
                    + " " + (sensors.equals(BOTH) ? "both " : "") + unit + " " + choice).strip()
                    .toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".txt";
        }
    }

    private static TimeRange days(LocalDate first, int days) {
        return new TimeRange(first.atStartOfDay(GoldenHouse.ZONE).toInstant(),
                first.plusDays(days).atStartOfDay(GoldenHouse.ZONE).toInstant());
    }

    @BeforeAll
    static void build() throws Exception {
        GoldenHouse.build(RunningWorkbench.dataFolder());
        RunningWorkbench.configure(new SourceRow("none", "Home", "demo:", false));
        workbench = RunningWorkbench.start();
        var store = workbench.store();
        services = workbench.ui(() -> FigureServices.publish(workbench.window().getService(IEclipseContext.class),
                store, InstantSource.fixed(GoldenHouse.MADE)));
    }

    @AfterAll
    static void close() throws Exception {
        workbench.closeWithoutErrors();
    }

    static List<Look> looks() {
        var all = new ArrayList<Look>();
        for (var unit : AmountUnit.values()) {
            all.add(new Look(ViewIds.HOURS, HOME, SPRING, unit, ""));
            all.add(new Look(ViewIds.DAYS, HOME, MONTH, unit, ""));
            all.add(new Look(ViewIds.DAYS, BOTH, AUTUMN, unit, "Compare with the period before"));
            all.add(new Look(ViewIds.MONTHS, HOME, ALL, unit, "Compare with a year before"));
            all.add(new Look(ViewIds.YEARS, BOTH, ALL, unit, ""));
            all.add(new Look(ViewIds.AVERAGE_DAY, HOME, MONTH, unit, ""));
            all.add(new Look(ViewIds.AVERAGE_DAY, BOTH, AUTUMN, unit, "Weekends"));
            all.add(new Look(ViewIds.AVERAGE_WEEK, HOME, ALL, unit, ""));
            all.add(new Look(ViewIds.LOAD_PROFILE, HOME, AUTUMN, unit, ""));
            all.add(new Look(ViewIds.APPLIANCES, HOME, MONTH, unit, ""));
            all.add(new Look(ViewIds.TEMPERATURE_USE, HOME, MONTH, unit, ""));
            all.add(new Look(ViewIds.TRENDS, HOME, ALL, unit, ""));
        }
        all.add(new Look(ViewIds.HOURS, HOME, days(LocalDate.of(2025, 10, 26), 1), AmountUnit.MONEY,
                "Compare with a year before"));
        all.add(new Look(ViewIds.RECONCILIATION, HOME, MONTH, AmountUnit.ENERGY, ""));
        all.add(new Look(ViewIds.RECONCILIATION, HOME, days(LocalDate.of(2025, 2, 10), 3), AmountUnit.ENERGY,
                "2-hour blocks"));
        all.add(new Look(ViewIds.WHAT_IF, HOME, ALL, AmountUnit.MONEY, ""));
        all.add(new Look(ViewIds.TARGET, HOME, ALL, AmountUnit.MONEY, ""));
        return all;
    }

    @ParameterizedTest
    @MethodSource("looks")
    void tellsWhatItDid(Look look) throws Exception {
        workbench.act(() -> {
            services.choices().unit().set(look.unit());
            services.choices().sensors().set(look.sensors());
            services.time().show(look.range());
        });
        views++;
        var view = workbench.ui(() -> (InjectedView) workbench.page().showView(look.view(), "golden" + views,
                IWorkbenchPage.VIEW_ACTIVATE));
        var figures = (FigureView<?>) view.content();
        workbench.await("figures of " + look, () -> figures.answer().isPresent());
        if (!look.choice().isEmpty()) {
            String before = workbench.ui(view::getPartName);
            check(view.getViewSite().getActionBars().getMenuManager(), look.choice());
            workbench.await(look.choice(), () -> !before.equals(view.getPartName()));
        }
        check(view.getViewSite().getActionBars().getToolBarManager(), "Table");
        var csv = folder.resolve("table.csv");
        workbench.act(() -> figures.writeCsv(csv));
        String shown = workbench.ui(() -> view.getPartName() + "\n" + footer(view) + "\n" + titles(view) + "\n")
                + Files.readString(csv);
        workbench.act(() -> workbench.page().hideView(view));
        String golden = golden(look.file());
        if (!golden.equals(shown)) {
            var kept = Files.createDirectories(Path.of("target", "golden"));
            Files.writeString(kept.resolve(look.file()), shown);
            assertEquals(golden, shown, look.file());
        }
    }

    private static void check(IContributionManager bar, String text) {
        workbench.act(() -> {
            IAction action = Widgets.action(bar, text);
            action.setChecked(true);
            action.run();
        });
    }

    private static String footer(InjectedView view) {
        return Widgets.all(Widgets.pane(view), Link.class).map(Link::getText).collect(Collectors.joining(" | "));
    }

    private static String titles(InjectedView view) {
        return Widgets.all(Widgets.pane(view), Table.class).flatMap(table -> Arrays.stream(table.getColumns()))
                .map(TableColumn::getText).collect(Collectors.joining("; "));
    }

    private static String golden(String name) throws IOException {
        try (var in = GoldenViewsTest.class.getResourceAsStream("golden/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
