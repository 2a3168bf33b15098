package org.currentcost.ui.costs;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.accounting.Tariffs;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.IconAction;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.TreeColumn;

/** The tariffs with their prices over time, the one that counts first, and how much CO2 a kilowatt-hour stands for. */
public final class TariffsView implements ViewContent {

    private static final String DAY_AND_NIGHT = "dayAndNight";
    private static final String TIERS = "tiers";
    private static final int CELL_MARGIN = 12;

    /** A line of the tree. */
    sealed interface Row {
    }

    /** @param current whether it counts */
    record TariffRow(Tariff tariff, boolean current) implements Row {
    }

    record VersionRow(Tariff tariff, TariffVersion version, boolean now) implements Row {
    }

    record CarbonRow() implements Row {
    }

    record FactorRow(CarbonFactor factor, boolean now) implements Row {
    }

    record IntensityRow(RateTable table) implements Row {
    }

    private interface Change {
        void run() throws StoreException;
    }

    private final FigureServices services;
    private final CostWords words;
    private final Composite root;
    private final Link empty;
    private final TreeViewer tree;
    private final TreeColumn priceColumn;
    private int shortenedTo = -1;
    private final Action newTariff;
    private final Action newPrice;
    private final Action change;
    private final Action use;
    private final Action remove;
    private final Action newFactor;
    private final Action importIntensity;
    private Tariffs tariffs = Tariffs.NONE;
    private Optional<CarbonFactors> carbon = Optional.empty();
    private long seen = -1;
    private LocalDate today = LocalDate.MIN;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public TariffsView(Composite parent, ViewFrame frame, FigureServices services) {
        this.services = services;
        words = new CostWords(Locale.getDefault(), services.store().zone());
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
        var layout = new TreeColumnLayout();
        box.setLayout(layout);
        tree = new TreeViewer(box, SWT.FULL_SELECTION | SWT.SINGLE);
        tree.setContentProvider(new Content());
        ColumnViewerToolTipSupport.enableFor(tree);
        var names = new TreeViewerColumn(tree, SWT.LEFT);
        names.setLabelProvider(new NameLabels());
        layout.setColumnData(names.getColumn(), new ColumnWeightData(2, 150));
        var prices = new TreeViewerColumn(tree, SWT.LEFT);
        prices.setLabelProvider(new PriceLabels());
        layout.setColumnData(prices.getColumn(), new ColumnWeightData(3, 150));
        priceColumn = prices.getColumn();
        priceColumn.addListener(SWT.Resize, event -> shortenAgain());

        newTariff = new IconAction(Messages.ActionNewTariff, "add", () -> openNew(TariffForm.Preset.FLAT));
        newPrice = new IconAction(Messages.ActionNewPrice, "later", this::openNewPrice);
        change = new IconAction(Messages.ActionChange, "edits", this::openChange);
        use = new IconAction(Messages.ActionUse, "start", this::useSelected);
        remove = new IconAction(Messages.ActionRemove, "remove", this::removeSelected);
        newFactor = new IconAction(Messages.ActionNewFactor, "trends", this::openNewFactor);
        importIntensity = new IconAction(Messages.ActionImportIntensity, "imports", this::importIntensity);
        fillMenus(frame);
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

    private void refresh() {
        var day = LocalDate.ofInstant(services.clock().instant(), services.store().zone());
        if (seen == services.household().revision() && day.equals(today)) {
            return;
        }
        seen = services.household().revision();
        today = day;
        perform(() -> {
            tariffs = services.household().tariffs();
            carbon = services.household().carbon();
        });
        boolean none = tariffs.all().isEmpty();
        if (empty.getVisible() != none) {
            empty.setVisible(none);
            ((GridData) empty.getLayoutData()).exclude = !none;
            root.layout(true);
        }
        var before = selected();
        tree.refresh();
        tree.expandAll();
        before.ifPresent(row -> tree.setSelection(new StructuredSelection(row)));
        enable();
    }

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            var rows = new ArrayList<Row>();
            tariffs.inForce().ifPresent(one -> rows.add(new TariffRow(one, true)));
            tariffs.all().stream().filter(one -> !one.name().equals(tariffs.current()))
                    .forEach(one -> rows.add(new TariffRow(one, false)));
            rows.add(new CarbonRow());
            return rows.toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            var rows = new ArrayList<Row>();
            if (parent instanceof TariffRow row) {
                var versions = row.tariff().versions().reversed();
                var now = versions.stream().filter(one -> !one.validFrom().isAfter(today)).findFirst();
                versions.forEach(one -> rows.add(new VersionRow(row.tariff(), one, now.equals(Optional.of(one)))));
            } else if (parent instanceof CarbonRow) {
                var factors = carbon.map(CarbonFactors::factors).orElse(List.of()).reversed();
                var now = factors.stream().filter(one -> !one.validFrom().isAfter(today)).findFirst();
                carbon.flatMap(CarbonFactors::halfHourly).ifPresent(one -> rows.add(new IntensityRow(one)));
                factors.forEach(one -> rows.add(new FactorRow(one, now.equals(Optional.of(one)))));
            }
            return rows.toArray();
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return getChildren(element).length > 0;
        }
    }

    private String since(LocalDate day, boolean now) {
        return Messages.bind(now ? Messages.RowFromNow : Messages.RowFrom, words.date(day));
    }

    private final class NameLabels extends ColumnLabelProvider {
        @Override
        public String getText(Object element) {
            return switch ((Row) element) {
                case TariffRow row -> row.current()
                        ? Messages.bind(Messages.RowInForce, row.tariff().name())
                        : row.tariff().name();
                case VersionRow row -> since(row.version().validFrom(), row.now());
                case CarbonRow row -> Messages.RowCarbon;
                case FactorRow row -> since(row.factor().validFrom(), row.now());
                case IntensityRow row -> Messages.RowIntensity;
            };
        }

        @Override
        public Image getImage(Object element) {
            return switch ((Row) element) {
                case TariffRow row -> StateMarks.image(row.current() ? "state-live" : "state-stopped");
                case CarbonRow row -> StateMarks.image("trends");
                default -> null;
            };
        }
    }

    private void shortenAgain() {
        if (priceColumn.getWidth() != shortenedTo) {
            shortenedTo = priceColumn.getWidth();
            tree.refresh(true);
        }
    }

    /** A tree cuts what has no room without saying so. */
    private String shortened(String text) {
        var gc = new GC(tree.getControl());
        try {
            gc.setFont(tree.getControl().getFont());
            int most = priceColumn.getWidth() - CELL_MARGIN;
            if (most <= 0 || gc.textExtent(text).x <= most) {
                return text;
            }
            int length = text.length();
            while (length > 0 && gc.textExtent(text.substring(0, length).stripTrailing() + "…").x > most) {
                length = text.offsetByCodePoints(length, -1);
            }
            return text.substring(0, length).stripTrailing() + "…";
        } finally {
            gc.dispose();
        }
    }

    private final class PriceLabels extends ColumnLabelProvider {
        @Override
        public String getText(Object element) {
            return shortened(whole(element));
        }

        private String whole(Object element) {
            return switch ((Row) element) {
                case TariffRow row -> "";
                case VersionRow row -> words.prices(row.version(), row.tariff().currency());
                case CarbonRow row -> carbon.isEmpty() ? Messages.RowNoFactor : "";
                case FactorRow row -> Messages.bind(Messages.RowGrams,
                        words.number(row.factor().gramsPerKilowattHour(), 6));
                case IntensityRow row -> words.rates(row.table());
            };
        }

        @Override
        public String getToolTipText(Object element) {
            String whole = whole(element);
            return whole.isEmpty() ? null : String.join("\n", whole.split(" · "));
        }
    }

    private Optional<Row> selected() {
        return Optional.ofNullable((Row) tree.getStructuredSelection().getFirstElement());
    }

    /** {@return the tariff that is selected or of which a version is, or else the one that counts} */
    private Optional<Tariff> tariff() {
        return selected().map(row -> switch (row) {
            case TariffRow one -> Optional.of(one.tariff());
            case VersionRow one -> Optional.of(one.tariff());
            default -> Optional.<Tariff>empty();
        }).orElseGet(tariffs::inForce);
    }

    private void enable() {
        var row = selected();
        newPrice.setEnabled(tariff().isPresent());
        change.setEnabled(row.filter(one -> one instanceof VersionRow || one instanceof FactorRow).isPresent());
        use.setEnabled(tariff().filter(one -> !one.name().equals(tariffs.current())).isPresent());
        remove.setEnabled(row.filter(one -> !(one instanceof CarbonRow)).isPresent());
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
            if (row instanceof VersionRow one) {
                perform(() -> TariffWizard.openChange(root.getShell(), services, one.tariff(), one.version()));
            } else if (row instanceof FactorRow one) {
                askFactor(Optional.of(one.factor()));
            }
        });
    }

    private void openSelected() {
        selected().ifPresent(row -> {
            switch (row) {
                case TariffRow one -> openNewPrice();
                case VersionRow one -> openChange();
                case CarbonRow one -> openNewFactor();
                case FactorRow one -> openChange();
                case IntensityRow one -> importIntensity();
            }
        });
    }

    private void useSelected() {
        tariff().ifPresent(one -> {
            var next = tariffs.using(one.name());
            if (EffectDialog.confirm(root.getShell(), services, Messages.bind(Messages.UseTitle, one.name()),
                    Messages.UseButton, tariffs.inForce(), next.inForce())) {
                perform(() -> services.household().save(next));
            }
        });
    }

    private void removeSelected() {
        selected().ifPresent(row -> {
            switch (row) {
                case TariffRow one -> removeTariff(one.tariff().name(), tariffs.without(one.tariff().name()));
                case VersionRow one -> {
                    var rest = one.tariff().versions().stream().filter(version -> !version.equals(one.version()))
                            .toList();
                    var name = one.tariff().name();
                    removeTariff(Messages.bind(Messages.RemovedVersion, name, words.date(one.version().validFrom())),
                            rest.isEmpty()
                                    ? tariffs.without(name)
                                    : tariffs.with(Optional.of(name),
                                            new Tariff(name, one.tariff().currency(), rest)));
                }
                case FactorRow one -> save(factors().stream().filter(factor -> !factor.equals(one.factor())).toList(),
                        carbon.flatMap(CarbonFactors::halfHourly));
                case IntensityRow one -> save(factors(), Optional.empty());
                case CarbonRow one -> {
                    // Only what is below it can be removed.
                }
            }
        });
    }

    private void removeTariff(String what, Tariffs rest) {
        if (EffectDialog.confirm(root.getShell(), services, Messages.bind(Messages.RemoveTitle, what),
                Messages.ActionRemove, tariffs.inForce(), rest.inForce())) {
            perform(() -> services.household().save(rest));
        }
    }

    private List<CarbonFactor> factors() {
        return carbon.map(CarbonFactors::factors).orElse(List.of());
    }

    private void save(List<CarbonFactor> factors, Optional<RateTable> intensity) {
        perform(() -> {
            if (factors.isEmpty() && intensity.isEmpty()) {
                services.household().removeCarbon();
            } else {
                services.household().save(new CarbonFactors(factors, intensity));
            }
        });
    }

    private void openNewFactor() {
        askFactor(Optional.empty());
    }

    private void askFactor(Optional<CarbonFactor> before) {
        var others = new ArrayList<>(factors());
        before.ifPresent(others::remove);
        // The first factor holds for what was recorded before it was entered, too.
        var start = others.isEmpty() ? firstDay() : today;
        FactorDialog.ask(root.getShell(), others.stream().map(CarbonFactor::validFrom).collect(Collectors.toSet()),
                before.orElse(new CarbonFactor(start, BigDecimal.ZERO)), before.isEmpty())
                .ifPresent(factor -> {
                    others.add(factor);
                    save(others, carbon.flatMap(CarbonFactors::halfHourly));
                });
    }

    private LocalDate firstDay() {
        try {
            return LocalDate.ofInstant(services.amounts().charged().start(), services.store().zone());
        } catch (StoreException e) {
            Problems.show(root.getShell(), Messages.TariffsProblem, e);
            return today;
        }
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
