package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;
import org.currentcost.model.UserLocale;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ListKeys;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** Time bands, tiers and half-hourly prices of a tariff; all of them may be none. */
final class RulesPage extends WizardPage {

    private static final int BANDS_HEIGHT = 110;
    private static final int TIERS_HEIGHT = 70;

    private final TariffForm form;
    private final ZoneId zone;
    private final CostWords words;
    private Table bands;
    private Table tiers;
    private Label rates;
    private final List<Button> bandButtons = new ArrayList<>();
    private final List<Button> tierButtons = new ArrayList<>();
    private Button forgetRates;

    RulesPage(TariffForm form, ZoneId zone) {
        super("rules");
        this.form = form;
        this.zone = zone;
        words = new CostWords(UserLocale.formats(), zone);
        setTitle(Messages.RulesTitle);
        setDescription(Messages.RulesSentence);
    }

    @Override
    public void createControl(Composite parent) {
        var area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 8).spacing(8, 4).applyTo(area);
        title(area, Messages.RulesBands);
        bands = table(area, BANDS_HEIGHT);
        column(bands, Messages.BandName, SWT.LEFT);
        column(bands, Messages.BandHours, SWT.LEFT);
        column(bands, Messages.BandDays, SWT.LEFT);
        column(bands, Messages.BandMonths, SWT.LEFT);
        column(bands, Messages.RulesPrice, SWT.RIGHT);
        var bandBar = bar(area);
        button(bandBar, Messages.RulesAdd, this::addBand);
        bandButtons.add(button(bandBar, Messages.RulesChange, this::changeBand));
        bandButtons.add(button(bandBar, Messages.RulesRemove, () -> removeFrom(form.bands, bands)));
        bandButtons.add(button(bandBar, Messages.RulesUp, () -> moveBand(-1)));
        bandButtons.add(button(bandBar, Messages.RulesDown, () -> moveBand(1)));
        title(area, Messages.RulesTiers);
        tiers = table(area, TIERS_HEIGHT);
        column(tiers, Messages.TierColumn, SWT.LEFT);
        column(tiers, Messages.RulesPrice, SWT.RIGHT);
        var tierBar = bar(area);
        button(tierBar, Messages.RulesAdd, this::addTier);
        tierButtons.add(button(tierBar, Messages.RulesChange, this::changeTier));
        tierButtons.add(button(tierBar, Messages.RulesRemove, () -> removeFrom(form.tiers, tiers)));
        period(tierBar);
        title(area, Messages.RulesRates);
        rates = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(rates);
        var rateBar = bar(area);
        button(rateBar, Messages.RulesImport, this::importRates);
        forgetRates = button(rateBar, Messages.RulesRemove, () -> {
            form.halfHourly = Optional.empty();
            show();
        });
        bands.addListener(SWT.Selection, event -> enable());
        tiers.addListener(SWT.Selection, event -> enable());
        bands.addListener(SWT.DefaultSelection, event -> changeBand());
        ListKeys.delete(bands, () -> removeFrom(form.bands, bands));
        ListKeys.delete(tiers, () -> removeFrom(form.tiers, tiers));
        tiers.addListener(SWT.DefaultSelection, event -> changeTier());
        setControl(area);
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            show();
        }
        super.setVisible(visible);
    }

    private static void title(Composite area, String text) {
        var label = new Label(area, SWT.WRAP);
        label.setText(text);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).indent(0, 4).hint(100, SWT.DEFAULT).applyTo(label);
    }

    private static Table table(Composite area, int height) {
        var table = new Table(area, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setHeaderVisible(true);
        GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, FontRoom.height(table, height))
                .applyTo(table);
        return table;
    }

    private static void column(Table table, String title, int style) {
        var column = new TableColumn(table, style);
        column.setText(title.replace(":", ""));
    }

    private static Composite bar(Composite area) {
        var bar = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).spacing(4, 4).applyTo(bar);
        GridDataFactory.fillDefaults().applyTo(bar);
        return bar;
    }

    private static Button button(Composite bar, String text, Runnable work) {
        var button = new Button(bar, SWT.PUSH);
        button.setText(text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
        return button;
    }

    private void period(Composite bar) {
        var combo = new Combo(bar, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(Messages.PeriodMonth, Messages.PeriodQuarter);
        combo.select(form.tierPeriod.ordinal());
        combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            form.tierPeriod = Tier.Period.values()[combo.getSelectionIndex()];
            show();
        }));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
    }

    private void show() {
        int band = bands.getSelectionIndex();
        bands.removeAll();
        for (var one : form.bands) {
            new TableItem(bands, SWT.NONE).setText(new String[]{one.name(), words.hours(one),
                words.weekdays(one.weekdays()), words.months(one.months()),
                words.price(one.price(), form.currency)});
        }
        bands.select(Math.min(band, form.bands.size() - 1));
        int tier = tiers.getSelectionIndex();
        tiers.removeAll();
        for (var one : form.tiers) {
            new TableItem(tiers, SWT.NONE).setText(
                    new String[]{words.tier(one, form.tierPeriod), words.price(one.price(), form.currency)});
        }
        tiers.select(Math.min(tier, form.tiers.size() - 1));
        FittedColumns.of(bands).fit();
        FittedColumns.of(tiers).fit();
        rates.setText(form.halfHourly.map(words::rates).orElse(Messages.RatesNone));
        enable();
    }

    private void enable() {
        bandButtons.forEach(button -> button.setEnabled(bands.getSelectionIndex() >= 0));
        tierButtons.forEach(button -> button.setEnabled(tiers.getSelectionIndex() >= 0));
        forgetRates.setEnabled(form.halfHourly.isPresent());
    }

    private void addBand() {
        var price = form.number(form.price).orElse(BigDecimal.ZERO);
        BandDialog.ask(getShell(), BandDialog.start(form.bands, price)).ifPresent(band -> {
            form.bands.add(band);
            show();
            bands.select(form.bands.size() - 1);
            enable();
        });
    }

    private void changeBand() {
        int index = bands.getSelectionIndex();
        Optional<TimeBand> band = index < 0 ? Optional.empty() : BandDialog.ask(getShell(), form.bands.get(index));
        band.ifPresent(one -> {
            form.bands.set(index, one);
            show();
        });
    }

    private void moveBand(int by) {
        int index = bands.getSelectionIndex();
        if (index >= 0 && index + by >= 0 && index + by < form.bands.size()) {
            form.bands.add(index + by, form.bands.remove(index));
            show();
            bands.select(index + by);
            enable();
        }
    }

    private void addTier() {
        TierDialog.ask(getShell(), form.tiers, Optional.empty()).ifPresent(tier -> {
            form.tiers.add(tier);
            sortTiers();
        });
    }

    private void changeTier() {
        int index = tiers.getSelectionIndex();
        if (index >= 0) {
            var others = new ArrayList<>(form.tiers);
            var before = others.remove(index);
            TierDialog.ask(getShell(), others, Optional.of(before)).ifPresent(tier -> {
                form.tiers.set(index, tier);
                sortTiers();
            });
        }
    }

    private void sortTiers() {
        form.tiers.sort(Comparator.comparing(Tier::firstKilowattHours));
        show();
    }

    private void removeFrom(List<?> rules, Table table) {
        if (table.getSelectionIndex() >= 0) {
            rules.remove(table.getSelectionIndex());
            show();
        }
    }

    private void importRates() {
        RatesDialog.ask(getShell(), true, zone).ifPresent(table -> {
            form.halfHourly = Optional.of(table);
            show();
        });
    }
}
