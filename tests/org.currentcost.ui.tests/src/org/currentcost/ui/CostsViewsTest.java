package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;
import org.currentcost.model.UserLocale;
import org.currentcost.model.TypedTimes;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.Bill;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The views of costs over a day at 1 kW: 24 kWh, of which 7 are between 00:30 and 07:30. At 0.10 by night and 0.30 by
 * day that is 0.70 + 5.10 = 5.80.
 */
class CostsViewsTest {

    private static final LocalDate DAY = LocalDate.of(2025, 3, 10);
    private static final int STEP_MILLIS = 6000;

    private static RunningWorkbench workbench;
    private static FigureServices services;

    @BeforeAll
    static void recordADay() throws Exception {
        // A meter that sends its memory only two hours from now: what that fills in changes the sums of every month.
        RunningWorkbench.configure(new SourceRow("demo", "Demo", "demo:?clock=03:02:00", true));
        workbench = RunningWorkbench.start();
        workbench.await("a reading of the demo", () -> !workbench.store().series().isEmpty());
        services = workbench.services();
        ZoneId zone = services.store().zone();
        var house = SeriesKey.power("Demo", 0);
        var day = new TimeRange(DAY.atStartOfDay(zone).toInstant(), DAY.plusDays(1).atStartOfDay(zone).toInstant());
        try (var bulk = services.store().bulkAppend()) {
            for (long millis = day.startMillis(); millis <= day.endMillis(); millis += STEP_MILLIS) {
                bulk.add(house, Reading.of(Instant.ofEpochMilli(millis), 1_000_000));
            }
        }
        workbench.act(() -> services.time().show(new TimeRange(LocalDate.of(2025, 3, 1).atStartOfDay(zone).toInstant(),
                LocalDate.of(2025, 4, 1).atStartOfDay(zone).toInstant())));
    }

    @BeforeEach
    void settleNothing() throws Exception {
        services.household().save(Tariffs.NONE);
        services.household().removeCarbon();
        services.household().save(Optional.<Target>empty());
        services.household().save(List.<Bill>of());
    }

    @AfterAll
    static void leaveNothing() throws Exception {
        new CostsViewsTest().settleNothing();
        workbench.act(() -> {
            services.choices().unit().set(AmountUnit.ENERGY);
            services.time().now();
        });
        workbench.closeWithoutErrors();
    }

    private static Tariff dayAndNight(String name) {
        return new Tariff(name, Currency.getInstance("GBP"), List.of(new TariffVersion(DAY, BigDecimal.ZERO,
                new BigDecimal("0.30"), List.of(TimeBand.daily("Night", LocalTime.of(0, 30), LocalTime.of(7, 30),
                        new BigDecimal("0.10"))),
                List.of(), Tier.Period.MONTH, BigDecimal.ZERO, true, Optional.empty(),
                Optional.empty())));
    }

    /** The pane of a view that is on top. */
    private static Composite pane(String id) throws Exception {
        workbench.view(id);
        return (Composite) workbench.page().findViewReference(id).getPart(true).getSite()
                .getService(MPart.class).getWidget();
    }

    private static String words(String id) throws Exception {
        return String.join(" ", Widgets.words(pane(id)));
    }

    private static void type(Text field, String text) {
        field.setText(text);
    }

    private static IWizardPage page(Shell wizard) {
        return ((WizardDialog) wizard.getData()).getCurrentPage();
    }

    private static List<String> firstCells(Table table, int column) {
        return Arrays.stream(table.getItems()).map(item -> item.getText(column)).toList();
    }

    @Test
    void aNewTariffShowsWhatItRepricesAndThenPricesTheMonths() throws Exception {
        workbench.await("the view says that there is none",
                () -> words(ViewIds.TARIFFS).contains("No tariff yet: nothing says what electricity costs."));
        workbench.post(() -> {
            var chosen = new Event();
            chosen.text = "dayAndNight";
            Widgets.all(pane(ViewIds.TARIFFS), Link.class).findFirst().orElseThrow()
                    .notifyListeners(SWT.Selection, chosen);
        });
        var wizard = workbench.dialog("New tariff");
        workbench.act(() -> {
            var fields = Widgets.all(wizard, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0)
                    .toList();
            type(fields.get(0), "Mine");
            type(fields.get(1), "Mar 10, 20255");
            assertTrue(page(wizard).getErrorMessage().startsWith("“Mar 10, 20255” can't be read as a date."),
                    page(wizard).getErrorMessage());
            type(fields.get(1), "10 March 2025");
            type(fields.get(2), "0.3x");
            assertEquals("The price per kWh is a number, such as 0.31.", page(wizard).getErrorMessage());
            assertFalse(Widgets.button(wizard, "Next >").orElseThrow().isEnabled());
            type(fields.get(2), "0.30");
            type(fields.get(3), "0.10");
            assertEquals(null, page(wizard).getErrorMessage());
            var currency = Widgets.all(wizard, Combo.class).findFirst().orElseThrow();
            var likely = Arrays.asList(currency.getItems()).subList(0, 5);
            int pounds = likely.indexOf("GBP – British Pound (£)");
            assertTrue(pounds >= 0 && likely.stream().anyMatch(one -> one.startsWith("EUR – Euro")),
                    likely.toString());
            currency.select(pounds);
            currency.notifyListeners(SWT.Selection, new Event());
            Widgets.press(wizard, "Next >");
            assertEquals("00:30–07:30",
                    Widgets.all(wizard, Table.class).findFirst().orElseThrow().getItem(0).getText(1));
            assertFalse(Widgets.button(wizard, "Apply").orElseThrow().isEnabled(), "the effect was not shown yet");
            Widgets.press(wizard, "Next >");
        });
        workbench.await("what it re-prices", () -> Widgets.button(wizard, "Apply").orElseThrow().isEnabled());
        workbench.act(() -> {
            var table = Widgets.all(wizard, Table.class).findFirst().orElseThrow();
            assertEquals("March 2025", table.getItem(0).getText(0));
            assertEquals("£5.80", table.getItem(0).getText(2));
            assertEquals(Optional.empty(), services.household().tariffs().inForce(), "nothing is saved yet");
            Widgets.press(wizard, "Apply");
        });
        workbench.await("the tariff in the view", () -> Widgets.all(pane(ViewIds.TARIFFS), Tree.class).findFirst()
                .orElseThrow().getItem(0).getText().equals("Mine (counts)"));
        workbench.await("its currency in the bar", () -> Widgets.all(workbench.window().getShell(), ToolBar.class)
                .flatMap(bar -> Arrays.stream(bar.getItems())).anyMatch(item -> item.getText().contains("£")));
        workbench.act(() -> services.choices().unit().set(AmountUnit.MONEY));
        workbench.act(() -> asTable(ViewIds.MONTHS, true));
        workbench.await("the month's cost", () -> {
            var table = Widgets.all(pane(ViewIds.MONTHS), Table.class).findFirst().orElseThrow();
            return table.getColumnCount() > 2 && table.getColumn(2).getText().contains("£")
                    && firstCells(table, 2).stream().anyMatch(cell -> cell.matches("5\\.80\\d*"));
        });
        workbench.act(() -> asTable(ViewIds.MONTHS, false));
        workbench.await("what the power of now costs",
                () -> Widgets.words(pane(ViewIds.LIVE)).stream().anyMatch(word -> word.matches("£[\\d.]+/h")));
    }

    private static void asTable(String id, boolean table) throws Exception {
        IAction action = Widgets.action(workbench.view(id).getViewSite().getActionBars().getToolBarManager(), "Table");
        action.setChecked(table);
        action.run();
    }

    @Test
    void aFactorIsEnteredWhereItIsMissing() throws Exception {
        workbench.act(() -> services.choices().unit().set(AmountUnit.CARBON));
        workbench.await("the link", () -> Widgets.all(pane(ViewIds.MONTHS), Link.class)
                .anyMatch(link -> link.getText().equals("<a>Enter a CO₂ factor…</a>")));
        workbench.post(() -> Widgets.all(pane(ViewIds.MONTHS), Link.class).findFirst().orElseThrow()
                .notifyListeners(SWT.Selection, new Event()));
        var dialog = workbench.dialog("New CO₂ factor");
        workbench.act(() -> {
            assertEquals(null, ((TitleAreaDialog) dialog.getData()).getErrorMessage(), "nothing was typed yet");
            var fields = Widgets.all(dialog, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0)
                    .toList();
            type(fields.get(1), "x");
            assertEquals("Give the grams as a number, such as 380.",
                    ((TitleAreaDialog) dialog.getData()).getErrorMessage());
            type(fields.get(0), "2025-03-10");
            type(fields.get(1), "250");
            Widgets.press(dialog, "Save");
        });
        workbench.await("the factor is kept", () -> services.household().carbon()
                .filter(carbon -> carbon.factors().equals(List.of(new CarbonFactor(DAY, new BigDecimal("250")))))
                .isPresent());
    }

    @Test
    void carbonFactorsAreListedAndCounted() throws Exception {
        services.household().save(new CarbonFactors(List.of(new CarbonFactor(DAY, new BigDecimal("250"))),
                Optional.empty()));
        workbench.await("the factor in the view", () -> Widgets.all(pane(ViewIds.TARIFFS), Tree.class).findFirst()
                .orElseThrow().getItem(0).getItems().length == 1);
        workbench.act(() -> services.choices().unit().set(AmountUnit.CARBON));
        workbench.act(() -> asTable(ViewIds.MONTHS, true));
        // 24 kWh at 250 g
        workbench.await("the month's CO2", () -> firstCells(Widgets.all(pane(ViewIds.MONTHS), Table.class).findFirst()
                .orElseThrow(), 2).stream().anyMatch(cell -> cell.matches("6\\.0\\d*")));
        workbench.act(() -> asTable(ViewIds.MONTHS, false));
    }

    @Test
    void aTargetIsEnteredInPlace() throws Exception {
        workbench.await("the question", () -> words(ViewIds.TARGET).contains("Enter what you mean to use in a year"));
        workbench.act(() -> {
            var field = Widgets.all(pane(ViewIds.TARGET), Text.class).findFirst().orElseThrow();
            type(field, "none");
            assertEquals(true, words(ViewIds.TARGET).contains("The target is a number above 0."));
            field.notifyListeners(SWT.DefaultSelection, new Event());
            assertEquals(Optional.empty(), services.household().target());
            type(field, "3500");
            field.notifyListeners(SWT.DefaultSelection, new Event());
        });
        assertEquals(Optional.of(new Target(new BigDecimal("3500"), Target.Unit.ENERGY)),
                services.household().target());
        workbench.await("the progress", () -> words(ViewIds.TARGET).contains("so far"));
    }

    @Test
    void otherTariffsArePricedSideBySide() throws Exception {
        var flat = new Tariff("Flat", Currency.getInstance("GBP"), List.of(TariffVersion.flat(DAY.plusYears(1),
                BigDecimal.ZERO, new BigDecimal("0.25"))));
        var foreign = new Tariff("Abroad", Currency.getInstance("USD"), List.of());
        services.household().save(new Tariffs(List.of(dayAndNight("Mine"), flat, foreign), "Mine"));
        // 24 kWh at 0.25
        workbench.await("both sums", () -> words(ViewIds.WHAT_IF).contains("Mine £5.80 · Flat £6.00 (+£0.20)."));
        var words = workbench.ui(() -> words(ViewIds.WHAT_IF));
        assertEquals(true, words.contains("Before a tariff's first day its first price is applied."), words);
        assertEquals(true, words.contains("Left out for another currency: Abroad."), words);
    }

    @Test
    void aBillIsComparedAndKept() throws Exception {
        services.household().save(new Tariffs(List.of(dayAndNight("Mine")), "Mine"));
        workbench.act(() -> {
            var fields = Widgets.all(pane(ViewIds.BILL_CHECK), Text.class).toList();
            type(fields.get(0), "Octember 4, 2026");
        });
        workbench.await("what can't be read is said", () -> words(ViewIds.BILL_CHECK)
                .contains("“Octember 4, 2026” can't be read as a date. Write it like "));
        workbench.act(() -> {
            var fields = Widgets.all(pane(ViewIds.BILL_CHECK), Text.class).toList();
            var asShown = new TypedTimes(Locale.ENGLISH, UserLocale.formats(), services.store().zone());
            type(fields.get(0), asShown.text(DAY));
            type(fields.get(1), DAY.toString());
            type(fields.get(2), "30");
            type(fields.get(3), "7.80");
        });
        workbench.await("the differences", () -> words(ViewIds.BILL_CHECK)
                .contains(
                        "Ours: 24\u202fkWh and £5.80. Bill less ours: +6\u202fkWh (20\u00A0%) and +£2.00 (25.6\u00A0%)."));
        workbench.act(() -> Widgets.press(pane(ViewIds.BILL_CHECK), "Keep"));
        assertEquals(List.of(new Bill(DAY, DAY, new BigDecimal("30"), new BigDecimal("7.80"))),
                services.household().bills());
        workbench.await("the kept bill", () -> Widgets.all(pane(ViewIds.BILL_CHECK), Table.class).findFirst()
                .orElseThrow().getItemCount() == 1);
    }
}
