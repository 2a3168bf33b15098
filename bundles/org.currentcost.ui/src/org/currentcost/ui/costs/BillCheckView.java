package org.currentcost.ui.costs;

import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.accounting.BillComparison;
import org.currentcost.analysis.BillCheck;
import org.currentcost.analysis.Tariff;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.UserLocale;
import org.currentcost.settings.Bill;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Background;
import org.currentcost.ui.kit.DayField;
import org.currentcost.ui.kit.FieldRow;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ListKeys;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.ScrolledPane;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IMemento;

/** A supplier's bill against our own energy and sum of the same days: the differences, and what explains them. */
public final class BillCheckView implements ViewContent {

    private static final int FIELD_WIDTH = 90;
    private static final String SAVED_FIRST_DAY = "firstDay";
    private static final String SAVED_LAST_DAY = "lastDay";
    private static final String SAVED_ENERGY = "energy";
    private static final String SAVED_AMOUNT = "amount";

    private final ViewFrame frame;
    private final FigureServices services;
    private final Locale locale = UserLocale.formats();
    private final CostWords costWords;
    private final ScrolledPane pane;
    private final Composite root;
    private final DayField firstDay;
    private final DayField lastDay;
    private final Text energy;
    private final Text amount;
    private final Button keep;
    private final Label amountLabel;
    private final Label result;
    private final Link enter;
    private final Table bills;
    private final Action remove;
    private List<Bill> shownBills = List.of();
    private boolean complete;
    private int asked;
    private long seenSettings = -1;
    private long seenRevision = -1;
    private Optional<SeriesKey> seenHouse = Optional.empty();

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public BillCheckView(Composite parent, ViewFrame frame, FigureServices services) {
        this.frame = frame;
        this.services = services;
        costWords = new CostWords(locale, services.store().zone());
        pane = new ScrolledPane(parent);
        root = pane.content();
        GridLayoutFactory.fillDefaults().margins(10, 6).spacing(0, 6).applyTo(root);
        var days = new FieldRow(root);
        var today = LocalDate.ofInstant(services.clock().instant(), services.store().zone());
        firstDay = day(days.group(2), Messages.BillFirstDay, today);
        lastDay = day(days.group(2), Messages.BillLastDay, today);
        var figures = new FieldRow(root);
        var ofEnergy = figures.group(2);
        label(ofEnergy, Messages.BillEnergy);
        energy = field(ofEnergy);
        var ofAmount = figures.group(2);
        amountLabel = label(ofAmount, Messages.BillAmount);
        amount = field(ofAmount);
        keep = new Button(figures.control(), SWT.PUSH);
        keep.setText(Messages.BillKeep);
        keep.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> keep()));
        // A label, since a link would take the sign in "<1 %" for a tag.
        result = new Label(root, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(result);
        enter = new Link(root, SWT.NONE);
        enter.setText("<a>" + Messages.EnterTariff + "</a>");
        enter.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> newTariff()));
        enter.setVisible(false);
        GridDataFactory.fillDefaults().exclude(true).applyTo(enter);
        bills = new Table(root, SWT.FULL_SELECTION | SWT.SINGLE);
        bills.setHeaderVisible(true);
        column(Messages.BillDays, SWT.LEFT);
        column(Messages.BillSupplier, SWT.RIGHT);
        column(Messages.BillOurs, SWT.RIGHT);
        column(Messages.BillDifference, SWT.RIGHT);
        GridDataFactory.fillDefaults().grab(true, true).hint(100, FontRoom.height(bills, 60)).applyTo(bills);
        bills.addListener(SWT.Selection, event -> showSelected());
        remove = new Action(Messages.BillRemove, StateMarks.icon("remove")) {
            @Override
            public void run() {
                removeSelected();
            }
        };
        remove.setToolTipText(Messages.BillRemove);
        remove.setEnabled(false);
        ListKeys.delete(bills, remove);
        frame.site().getActionBars().getToolBarManager().add(remove);
        frame.site().getActionBars().updateActionBars();
        var menu = new MenuManager();
        menu.add(remove);
        bills.setMenu(menu.createContextMenu(bills));
        firstDay.show(savedDay(SAVED_FIRST_DAY).orElse(today.withDayOfMonth(1).minusMonths(1)));
        lastDay.show(savedDay(SAVED_LAST_DAY).orElse(today.withDayOfMonth(1).minusDays(1)));
        energy.setText(frame.saved(SAVED_ENERGY).orElse(""));
        amount.setText(frame.saved(SAVED_AMOUNT).orElse(""));
        complete = true;
        energy.addModifyListener(event -> check());
        amount.addModifyListener(event -> check());
        Pulse.start(root, () -> services.household().revision() + services.store().version(), this::checkWhenChanged);
    }

    private Optional<LocalDate> savedDay(String key) {
        return frame.saved(key).map(LocalDate::parse);
    }

    /** A bill that is being entered is nothing to begin with at the next start. */
    @Override
    public void saveForCopy(IMemento memento) {
        firstDay.day().ifPresent(day -> memento.putString(SAVED_FIRST_DAY, day.toString()));
        lastDay.day().ifPresent(day -> memento.putString(SAVED_LAST_DAY, day.toString()));
        memento.putString(SAVED_ENERGY, energy.getText());
        memento.putString(SAVED_AMOUNT, amount.getText());
    }

    /** After a change of tariffs or of the past; new readings don't change old bills. */
    private void checkWhenChanged() {
        long settings = services.household().revision();
        long revision = services.store().revision();
        var house = services.houseKey();
        if (settings != seenSettings || revision != seenRevision || !house.equals(seenHouse)) {
            seenSettings = settings;
            seenHouse = house;
            seenRevision = revision;
            check();
        }
    }

    private DayField day(Composite group, String name, LocalDate today) {
        label(group, name);
        return new DayField(group, today, this::checkTyped);
    }

    private static Label label(Composite parent, String text) {
        var label = new Label(parent, SWT.NONE);
        label.setText(text);
        return label;
    }

    private static Text field(Composite parent) {
        var text = new Text(parent, SWT.BORDER | SWT.RIGHT);
        GridDataFactory.fillDefaults().hint(FontRoom.width(text, FIELD_WIDTH), SWT.DEFAULT).applyTo(text);
        return text;
    }

    private void column(String title, int style) {
        var column = new TableColumn(bills, style);
        column.setText(title);
    }

    private BillForm form() {
        return new BillForm(firstDay.day(), lastDay.day(), energy.getText(), amount.getText());
    }

    private void checkTyped() {
        if (complete) {
            check();
        }
    }

    /** Compares what is typed and what is kept with our figures, in the background. */
    private void check() {
        var form = form();
        var unreadable = firstDay.problem().or(lastDay::problem);
        var problem = unreadable.or(() -> form.problem(locale));
        String sentence = unreadable.orElse(form.isEmpty() ? Messages.BillSentence : problem.orElse(""));
        keep.setEnabled(problem.isEmpty());
        int mine = ++asked;
        var display = root.getDisplay();
        Background.run(Messages.BillJob, () -> {
            var answer = services.costs().bills(form.bill(locale));
            display.asyncExec(() -> {
                if (!root.isDisposed() && mine == asked) {
                    show(answer, sentence);
                }
            });
        });
    }

    private void show(BillComparison answer, String sentence) {
        frame.title().accept(answer.house().map(house -> Messages.bind(Messages.ViewOf,
                frame.site().getRegisteredName(), services.name(house))).orElse(frame.site().getRegisteredName()));
        var currency = answer.tariff().map(Tariff::currency);
        String symbol = services.amounts().currencySymbol(locale);
        amountLabel.setText(Messages.bind(Messages.BillAmountIn, symbol));
        amountLabel.requestLayout();
        result.setText(words(answer, sentence));
        enter.setVisible(answer.tariff().isEmpty());
        ((GridData) enter.getLayoutData()).exclude = answer.tariff().isPresent();
        int selected = bills.getSelectionIndex();
        bills.removeAll();
        shownBills = answer.kept().stream().map(BillComparison.Checked::bill).toList();
        for (var one : answer.kept()) {
            var words = currency.map(this::words);
            String days = Messages.bind(Messages.BillFromTo, costWords.date(one.bill().firstDay()),
                    costWords.date(one.bill().lastDay()));
            var item = new TableItem(bills, SWT.NONE);
            item.setText(one.check().isPresent() && words.isPresent()
                    ? cells(words.get(), days, one.check().get())
                    : new String[]{days, costWords.billed(one.bill().kilowattHours()) + " · "
                            + costWords.number(one.bill().amount(), 2),
                        "–", "–"});
        }
        FittedColumns.of(bills).fit();
        if (selected >= 0 && selected < shownBills.size()) {
            bills.select(selected);
        }
        remove.setEnabled(bills.getSelectionIndex() >= 0);
        pane.fit();
    }

    private BillWords words(Currency currency) {
        return new BillWords(services.words(), costWords, currency);
    }

    private static String[] cells(BillWords words, String days, BillCheck check) {
        return new String[]{days, words.energy(check.supplierKilowattHours()) + " · "
                + words.money(check.supplierAmount()),
            words.energy(check.ourKilowattHours()) + " · "
                    + words.money(check.ours().total()),
            words.energyDifference(check) + " · " + words.moneyDifference(check)};
    }

    private String words(BillComparison answer, String sentence) {
        if (answer.tariff().isEmpty()) {
            return Messages.NoTariff;
        }
        var check = answer.typed().flatMap(BillComparison.Checked::check);
        if (check.isEmpty()) {
            return sentence;
        }
        var words = words(answer.tariff().get().currency());
        String figures = Messages.bind(Messages.BillFigures, new Object[]{words.energy(check.get().ourKilowattHours()),
            words.money(check.get().ours().total()), words.energyDifference(check.get()),
            words.moneyDifference(check.get())});
        return Messages.bind(Messages.OfHouse, answer.house().map(services::name).orElse(""),
                figures + " " + String.join(" ", words.sentences(check.get())));
    }

    private void newTariff() {
        perform(() -> TariffWizard.openNew(root.getShell(), services, TariffForm.Preset.FLAT));
    }

    private interface Change {
        void run() throws StoreException;
    }

    private void perform(Change work) {
        try {
            work.run();
        } catch (StoreException e) {
            Problems.show(root.getShell(), Messages.BillProblem, e);
        }
    }

    private void keep() {
        form().bill(locale).ifPresent(bill -> perform(() -> Waiting.run(() -> {
            var all = new ArrayList<>(services.household().bills());
            all.removeIf(one -> one.firstDay().equals(bill.firstDay()) && one.lastDay().equals(bill.lastDay()));
            all.add(bill);
            services.household().save(all);
        })));
    }

    private Optional<Bill> selected() {
        int index = bills.getSelectionIndex();
        return index >= 0 && index < shownBills.size() ? Optional.of(shownBills.get(index)) : Optional.empty();
    }

    private void showSelected() {
        remove.setEnabled(selected().isPresent());
        selected().ifPresent(bill -> {
            firstDay.show(bill.firstDay());
            lastDay.show(bill.lastDay());
            energy.setText(Decimals.text(bill.kilowattHours(), locale));
            amount.setText(Decimals.text(bill.amount(), locale));
        });
    }

    private void removeSelected() {
        // What was removed stays in the fields: Keep brings it back.
        selected().ifPresent(bill -> perform(() -> Waiting.run(() -> {
            var all = new ArrayList<>(services.household().bills());
            all.remove(bill);
            services.household().save(all);
        })));
    }

    @Override
    public void setFocus() {
        energy.setFocus();
    }
}
