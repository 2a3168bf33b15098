package org.currentcost.ui.costs;

import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.Tariff;
import org.currentcost.model.UserLocale;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.IconAction;
import org.currentcost.ui.kit.ListKeys;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;

/** The tariffs with their prices over time, the one that counts first, and how much CO2 a kilowatt-hour stands for. */
public final class TariffsView implements ViewContent {

    private static final String DAY_AND_NIGHT = "dayAndNight";
    private static final String TIERS = "tiers";
    /** Of a row below another one, which the platform leaves out when it measures. */
    private static final int INDENT = 24;

    private interface Change {
        void run() throws StoreException;
    }

    private final FigureServices services;
    private final CostWords words;
    private final Composite root;
    private final Link empty;
    private final TreeViewer tree;
    private final TariffRows rows = new TariffRows();
    private final Action newTariff;
    private final Action newPrice;
    private final TreeColumnLayout layout = new TreeColumnLayout();
    private final TreeViewerColumn names;
    private final Action change;
    private final Action use;
    private final Action remove;
    private final Action newFactor;
    private final Action importIntensity;
    private long seen = -1;
    private LocalDate seenOn = LocalDate.MIN;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public TariffsView(Composite parent, ViewFrame frame, FigureServices services) {
        this.services = services;
        words = new CostWords(UserLocale.formats(), services.store().zone());
        root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(root);
        empty = new Link(root, SWT.WRAP);
        empty.setText(Messages.TariffsEmpty);
        empty.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> openNew(switch (event.text) {
            case DAY_AND_NIGHT -> TariffForm.Preset.DAY_AND_NIGHT;
            case TIERS -> TariffForm.Preset.TIERS;
            default -> TariffForm.Preset.FLAT;
        })));
        GridDataFactory.fillDefaults().grab(true, false).indent(10, 8).hint(100, SWT.DEFAULT).applyTo(empty);
        var box = new Composite(root, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).indent(0, 4).applyTo(box);
        box.setLayout(layout);
        tree = new TreeViewer(box, SWT.FULL_SELECTION | SWT.SINGLE);
        tree.setContentProvider(rows);
        ColumnViewerToolTipSupport.enableFor(tree);
        names = new TreeViewerColumn(tree, SWT.LEFT);
        names.setLabelProvider(new TariffNameLabels(words));
        var prices = new TreeViewerColumn(tree, SWT.LEFT);
        prices.setLabelProvider(new TariffPriceLabels(words, rows, tree, prices.getColumn()));
        layout.setColumnData(prices.getColumn(), new ColumnWeightData(1, FontRoom.width(box, 150)));

        newTariff = new IconAction(Messages.ActionNewTariff, "add", () -> openNew(TariffForm.Preset.FLAT));
        newPrice = new IconAction(Messages.ActionNewPrice, "later", this::openNewPrice);
        change = new IconAction(Messages.ActionChange, "edits", this::openChange);
        use = new IconAction(Messages.ActionUse, "start", this::useSelected);
        remove = new IconAction(Messages.ActionRemove, "remove", this::removeSelected);
        newFactor = new IconAction(Messages.ActionNewFactor, "trends", this::openNewFactor);
        importIntensity = new IconAction(Messages.ActionImportIntensity, "imports", this::importIntensity);
        fillMenus(frame);
        ListKeys.delete(tree.getControl(), remove);
        tree.addSelectionChangedListener(event -> enable());
        tree.addDoubleClickListener(event -> openSelected());
        tree.setInput(this);
        enable();
        Pulse.start(root, () -> services.household().revision(), this::refresh);
    }

    private void fillMenus(ViewFrame frame) {
        var bars = frame.site().getActionBars();
        var popup = new MenuManager();
        for (var action : List.of(newTariff, newPrice, change, use, remove)) {
            bars.getToolBarManager().add(action);
            popup.add(action);
        }
        popup.add(new Separator());
        bars.getMenuManager().add(newTariff);
        for (var action : List.of(newFactor, importIntensity)) {
            popup.add(action);
            bars.getMenuManager().add(action);
        }
        bars.updateActionBars();
        tree.getControl().setMenu(popup.createContextMenu(tree.getControl()));
    }

    /** A tree cuts what has no room without saying so; and without its end a name does not say which price holds. */
    private void fitNames() {
        names.getColumn().pack();
        layout.setColumnData(names.getColumn(), new ColumnPixelData(names.getColumn().getWidth()
                + FontRoom.width(tree.getControl(), INDENT)));
        tree.getTree().getParent().layout(true);
    }

    private void refresh() {
        var day = LocalDate.ofInstant(services.clock().instant(), services.store().zone());
        if (seen == services.household().revision() && day.equals(seenOn)) {
            return;
        }
        // Before it is read: what can't be read is told once, not every second.
        seen = services.household().revision();
        seenOn = day;
        perform(() -> rows.set(services.household().tariffs(), services.household().carbon(), day));
        boolean none = rows.tariffs().all().isEmpty();
        if (empty.getVisible() != none) {
            empty.setVisible(none);
            ((GridData) empty.getLayoutData()).exclude = !none;
            root.layout(true);
        }
        var before = selected();
        tree.refresh();
        tree.expandAll();
        fitNames();
        before.ifPresent(row -> tree.setSelection(new StructuredSelection(row)));
        enable();
    }

    private Optional<TariffRows.Row> selected() {
        return Optional.ofNullable((TariffRows.Row) tree.getStructuredSelection().getFirstElement());
    }

    /** {@return the tariff that is selected or of which a version is, or else the one that counts} */
    private Optional<Tariff> tariff() {
        return selected().map(row -> switch (row) {
            case TariffRows.TariffRow one -> Optional.of(one.tariff());
            case TariffRows.VersionRow one -> Optional.of(one.tariff());
            default -> Optional.<Tariff>empty();
        }).orElseGet(rows.tariffs()::inForce);
    }

    private void enable() {
        var row = selected();
        newPrice.setEnabled(tariff().isPresent());
        change.setEnabled(row.filter(one -> one instanceof TariffRows.VersionRow || one instanceof TariffRows.FactorRow)
                .isPresent());
        use.setEnabled(tariff().filter(one -> !one.name().equals(rows.tariffs().current())).isPresent());
        remove.setEnabled(row.filter(one -> !(one instanceof TariffRows.CarbonRow)).isPresent());
    }

    /** Does what the user asked for, and tells why if it can't be done. */
    private void perform(Change work) {
        try {
            work.run();
        } catch (StoreException e) {
            Problems.show(root.getShell(), Messages.TariffsProblem, e);
        }
    }

    private void openNew(TariffForm.Preset preset) {
        perform(() -> TariffWizard.openNew(root.getShell(), services, preset));
    }

    private void openNewPrice() {
        tariff().ifPresent(one -> perform(() -> TariffWizard.openNewPrice(root.getShell(), services, one)));
    }

    private void openChange() {
        selected().ifPresent(row -> {
            if (row instanceof TariffRows.VersionRow one) {
                perform(() -> TariffWizard.openChange(root.getShell(), services, one.tariff(), one.version()));
            } else if (row instanceof TariffRows.FactorRow one) {
                changeFactor(one.factor());
            }
        });
    }

    private void openSelected() {
        selected().ifPresent(row -> {
            switch (row) {
                case TariffRows.TariffRow one -> openNewPrice();
                case TariffRows.VersionRow one -> openChange();
                case TariffRows.CarbonRow one -> openNewFactor();
                case TariffRows.FactorRow one -> openChange();
                case TariffRows.IntensityRow one -> importIntensity();
            }
        });
    }

    private void useSelected() {
        tariff().ifPresent(one -> {
            var next = rows.tariffs().using(one.name());
            if (EffectDialog.confirm(root.getShell(), services, Messages.bind(Messages.UseTitle, one.name()),
                    Messages.UseButton, rows.tariffs().inForce(), next.inForce())) {
                perform(() -> Waiting.run(() -> services.household().save(next)));
            }
        });
    }

    private void removeSelected() {
        selected().ifPresent(row -> {
            switch (row) {
                case TariffRows.TariffRow one ->
                    removeTariff(one.tariff().name(), rows.tariffs().without(one.tariff().name()));
                case TariffRows.VersionRow one -> {
                    var rest = one.tariff().versions().stream().filter(version -> !version.equals(one.version()))
                            .toList();
                    var name = one.tariff().name();
                    removeTariff(Messages.bind(Messages.RemovedVersion, name, words.date(one.version().validFrom())),
                            rest.isEmpty()
                                    ? rows.tariffs().without(name)
                                    : rows.tariffs().with(Optional.of(name),
                                            new Tariff(name, one.tariff().currency(), rest)));
                }
                case TariffRows.FactorRow one ->
                    save(factors().stream().filter(factor -> !factor.equals(one.factor())).toList(),
                            rows.carbon().flatMap(CarbonFactors::halfHourly));
                case TariffRows.IntensityRow one -> save(factors(), Optional.empty());
                case TariffRows.CarbonRow one -> {
                    // Only what is below it can be removed.
                }
            }
        });
    }

    private void removeTariff(String what, Tariffs rest) {
        if (EffectDialog.confirm(root.getShell(), services, Messages.bind(Messages.RemoveTitle, what),
                Messages.ActionRemove, rows.tariffs().inForce(), rest.inForce())) {
            perform(() -> Waiting.run(() -> services.household().save(rest)));
        }
    }

    private List<CarbonFactor> factors() {
        return rows.carbon().map(CarbonFactors::factors).orElse(List.of());
    }

    private void save(List<CarbonFactor> factors, Optional<RateTable> intensity) {
        perform(() -> Waiting.run(() -> {
            if (factors.isEmpty() && intensity.isEmpty()) {
                services.household().removeCarbon();
            } else {
                services.household().save(new CarbonFactors(factors, intensity));
            }
        }));
    }

    private void openNewFactor() {
        perform(() -> FactorDialog.openNew(root.getShell(), services));
    }

    private void changeFactor(CarbonFactor before) {
        var others = new ArrayList<>(factors());
        others.remove(before);
        FactorDialog.ask(root.getShell(), others.stream().map(CarbonFactor::validFrom).collect(Collectors.toSet()),
                before, false).ifPresent(factor -> {
                    others.add(factor);
                    save(others, rows.carbon().flatMap(CarbonFactors::halfHourly));
                });
    }

    private void importIntensity() {
        RatesDialog.ask(root.getShell(), false, services.store().zone())
                .ifPresent(table -> save(factors(), Optional.of(table)));
    }

    @Override
    public void setFocus() {
        if (empty.getVisible()) {
            empty.setFocus();
        } else {
            tree.getControl().setFocus();
        }
    }
}
