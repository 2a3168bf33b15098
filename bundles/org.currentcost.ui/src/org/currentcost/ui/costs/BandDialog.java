package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.currentcost.analysis.TimeBand;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for a price at certain hours, on certain weekdays, in certain months. */
final class BandDialog extends EntryDialog {

    private static final int MINUTES = 15;
    private static final int QUARTERS_A_DAY = 96;
    private static final int MONTH_COLUMNS = 6;

    private final Locale locale = UserLocale.formats();
    private final TimeBand before;
    private final Map<DayOfWeek, Button> days = new EnumMap<>(DayOfWeek.class);
    private final Map<Month, Button> months = new EnumMap<>(Month.class);
    private Text name;
    private Text price;
    private Combo from;
    private Combo to;
    private Label nextDay;
    private Optional<TimeBand> band = Optional.empty();

    private BandDialog(Shell parent, TimeBand before) {
        super(parent, Messages.BandTitle, Messages.BandSentence, Messages.DialogTake);
        this.before = before;
    }

    /** {@return the band as the user wants it, unless the dialog was cancelled} */
    static Optional<TimeBand> ask(Shell parent, TimeBand before) {
        var dialog = new BandDialog(parent, before);
        return dialog.open() == Window.OK ? dialog.band : Optional.empty();
    }

    @Override
    void createFields(Composite area) {
        name = text(area, Messages.BandName, before.name());
        price = text(area, Messages.FieldPrice, before.price().signum() == 0
                ? ""
                : Decimals.text(before.price(), locale));
        label(area, Messages.BandHours);
        var hours = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).spacing(8, 0).applyTo(hours);
        from = clock(hours, before.from());
        label(hours, "–");
        to = clock(hours, before.to());
        nextDay = label(hours, Messages.BandNextDay);
        label(area, Messages.BandDays);
        checks(area, UserLocale.daysOfWeek(locale), before.weekdays(), days, DayOfWeek.values().length,
                day -> day.getDisplayName(TextStyle.SHORT, locale));
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label(area, Messages.BandMonths));
        checks(area, List.of(Month.values()), before.months(), months, MONTH_COLUMNS,
                month -> month.getDisplayName(TextStyle.SHORT_STANDALONE, locale));
        showNextDay();
    }

    private Combo clock(Composite parent, LocalTime time) {
        var combo = new Combo(parent, SWT.DROP_DOWN | SWT.READ_ONLY);
        var texts = new ArrayList<String>();
        for (int i = 0; i < QUARTERS_A_DAY; i++) {
            texts.add(LocalTime.ofSecondOfDay((long) i * MINUTES * 60).toString());
        }
        combo.setItems(texts.toArray(String[]::new));
        combo.select(time.toSecondOfDay() / 60 / MINUTES);
        combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            showNextDay();
            check();
        }));
        return combo;
    }

    private <T extends Enum<T>> void checks(Composite area, List<T> all, Set<T> chosen, Map<T, Button> buttons,
            int columns, Function<T, String> text) {
        var box = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(columns).spacing(10, 4).applyTo(box);
        for (T one : all) {
            var button = new Button(box, SWT.CHECK);
            button.setText(text.apply(one));
            button.setSelection(chosen.isEmpty() || chosen.contains(one));
            button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
            buttons.put(one, button);
        }
    }

    private static <T> Set<T> chosen(Map<T, Button> buttons) {
        return buttons.entrySet().stream().filter(entry -> entry.getValue().getSelection()).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static <T> Set<T> chosenOrAll(Map<T, Button> buttons) {
        var chosen = chosen(buttons);
        return chosen.size() == buttons.size() ? Set.of() : chosen;
    }

    private LocalTime time(Combo combo) {
        return LocalTime.parse(combo.getText());
    }

    private void showNextDay() {
        nextDay.setVisible(!time(to).isAfter(time(from)));
    }

    private Optional<BigDecimal> price() {
        return Decimals.parse(price.getText(), locale).filter(TariffForm::isPrice);
    }

    @Override
    Optional<String> problem() {
        if (price().isEmpty()) {
            return Optional.of(Messages.FormPriceWrong);
        }
        if (chosen(days).isEmpty()) {
            return Optional.of(Messages.BandNoDay);
        }
        return chosen(months).isEmpty() ? Optional.of(Messages.BandNoMonth) : Optional.empty();
    }

    @Override
    void accept() {
        band = Optional.of(new TimeBand(name.getText().strip(), chosenOrAll(months), chosenOrAll(days), time(from),
                time(to), price().orElseThrow()));
    }

    /** {@return a band to start from} @param others those that are there @param price the usual price */
    static TimeBand start(List<TimeBand> others, BigDecimal price) {
        return TimeBand.daily(others.isEmpty() ? Messages.BandNight : "", LocalTime.of(0, 30), LocalTime.of(7, 30),
                price);
    }
}
